namespace PositionRecovery.Exchange;

/// <summary>The connection is to be broken without an answer, or in the middle of one.</summary>
internal sealed class BrokenConnectionException : Exception;
