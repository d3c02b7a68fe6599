namespace PositionRecovery.Redis.Tests;

/// <summary>Whether the real thing is here. Without it the tests that need it are skipped, and say so; a run that counts
/// (CI=true) fails instead.</summary>
internal static class RedisBinaries
{
    private const string Missing =
        "redis-server is not installed, so nothing was tested against a real Redis: apt-get install -y redis-server";

    public static string? WhySkipped { get; } =
        Find("redis-server") is null && Environment.GetEnvironmentVariable("CI") != "true" ? Missing : null;

    public static string Server => Find("redis-server") ?? throw new InvalidOperationException(Missing);

    public static string Cli => Find("redis-cli") ?? throw new InvalidOperationException(Missing);

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
