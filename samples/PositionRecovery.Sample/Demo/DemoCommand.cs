namespace PositionRecovery.Sample;

/// <summary>A crash and the recovery from it, in one terminal, without a server or an account.</summary>
internal static class DemoCommand
{
    /// <param name="keep">A folder for the database and the incident; <c>null</c> to leave nothing behind.</param>
    /// <param name="output">Where to show it.</param>
    /// <param name="cancellationToken">Stops it; the engine ends, too.</param>
    public static async Task<int> RunAsync(string? keep, TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new DemoFolder(keep);
        try
        {
            IReadOnlyList<Check> checks = await new DemoStory(folder, output, TimeProvider.System)
                .PlayAsync(cancellationToken);
            Screen.Show(output, screen => CheckView.Show(screen, checks, folder));
            return checks.All(static c => c.IsRight) ? ExitCode.InSync : ExitCode.Unverified;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }
}
