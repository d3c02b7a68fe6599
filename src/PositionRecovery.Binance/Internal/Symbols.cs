namespace PositionRecovery.Binance;

/// <summary>What instruments of an account are called at the venue.</summary>
internal static class Symbols
{
    /// <summary>The venue's part of an account's name.</summary>
    internal static VenueId Venue(AccountId account) =>
        new(account.Value[..account.Value.IndexOf(':', StringComparison.Ordinal)]);

    /// <summary>The symbol; <c>null</c> when the instrument is of another venue.</summary>
    internal static string? Of(AccountId account, InstrumentId instrument)
    {
        string start = Venue(account).Value + ":";
        return instrument.Value.StartsWith(start, StringComparison.Ordinal) && instrument.Value.Length > start.Length
            ? instrument.Value[start.Length..]
            : null;
    }
}
