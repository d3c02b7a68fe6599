using System.Diagnostics;

namespace PositionRecovery.Stores.Tests;

/// <summary>A real file system of one MiB, for tests that fill it up or make it read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public SmallDisk() => Mount("-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", _place.Path);

    /// <summary>Why there can be none here; <c>null</c> when there can.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    public string File(string name) => _place.File(name);

    public void MakeReadOnly() => Mount("-o", "remount,ro", _place.Path);

    public void Dispose()
    {
        Run("umount", "--lazy", _place.Path);
        _place.Dispose();
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return "Mounting a small file system needs Linux and root; not run.";
        }

        try
        {
            new SmallDisk().Dispose();
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"A small file system cannot be mounted here; not run. {error.Message}";
        }
    }

    private static void Mount(params string[] arguments) => Run("mount", arguments);

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {error}");
        }
    }
}
