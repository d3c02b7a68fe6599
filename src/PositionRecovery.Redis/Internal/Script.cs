using System.Reflection;

namespace PositionRecovery.Redis;

/// <summary>The scripts that run in the server.</summary>
internal static class Script
{
    internal static readonly string Open = Read("open");

    internal static readonly string Commit = Read("commit");

    internal static readonly string Look = Read("look");

    internal static readonly string Info = Read("info");

    private static string Read(string name)
    {
        using Stream? stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"PositionRecovery.Redis.{name}.lua");
        using var reader = new StreamReader(stream ?? throw new InvalidOperationException($"{name}.lua is missing."));
        return reader.ReadToEnd();
    }
}
