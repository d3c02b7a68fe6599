namespace PositionRecovery;

/// <summary>The two looks at the position of one instrument.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="First">The first look.</param>
/// <param name="Second">The second look.</param>
/// <param name="Reason">Why it failed.</param>
internal readonly record struct KeyReading(
    KeyStatus Status, VenueAnswer? First = null, VenueAnswer? Second = null, string? Reason = null)
{
    internal static KeyReading NotAnswered(string reason) => new(KeyStatus.Failed, Reason: reason);
}
