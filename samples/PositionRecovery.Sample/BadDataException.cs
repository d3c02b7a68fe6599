namespace PositionRecovery.Sample;

/// <summary>A file that cannot be read, in words for the person who named it.</summary>
internal sealed class BadDataException(string message, Exception cause) : Exception(message, cause);
