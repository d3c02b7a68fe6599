namespace PositionRecovery.Sample;

/// <summary>Files that are readable, but not enough for what was asked.</summary>
internal sealed class BadUsageException(string message) : Exception(message);
