namespace PositionRecovery.Sample;

/// <summary>What was asked cannot be done, in words for the person who asked.</summary>
internal sealed class RefusalException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
