namespace PositionRecovery;

/// <summary>The events of some positions lead to numbers beyond what their books can keep. Never leaves this library:
/// those positions are left alone.</summary>
internal sealed class UnkeepableBooksException(IReadOnlyCollection<BookKey> keys) : Exception
{
    internal const string Reason = "its numbers are beyond what can be kept";

    internal IReadOnlyCollection<BookKey> Keys => keys;

    /// <summary>Whether it tells of a number that does not fit, be it a <see cref="decimal"/> or a member of the model.
    /// </summary>
    internal static bool IsCause(Exception thrown) => thrown is OverflowException or ArgumentOutOfRangeException;
}
