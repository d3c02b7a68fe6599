namespace PositionRecovery.Sample;

/// <summary>What came over the line makes no sense, or the line broke.</summary>
internal sealed class LineException(string message, Exception? cause = null) : Exception(message, cause);
