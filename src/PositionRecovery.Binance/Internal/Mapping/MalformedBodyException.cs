namespace PositionRecovery.Binance;

/// <summary>An answer that cannot be read at all: it is cut off, no JSON, or of another shape. The message holds
/// nothing of its content.</summary>
internal sealed class MalformedBodyException(string message, Exception? inner = null) : Exception(message, inner);
