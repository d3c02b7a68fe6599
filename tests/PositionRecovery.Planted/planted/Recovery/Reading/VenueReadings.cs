namespace PositionRecovery;

/// <summary>Reads several accounts at several venues, all at the same time, so that one that is down holds up no other
/// beyond the deadline.</summary>
internal static class VenueReadings
{
    /// <summary>Reads them.</summary>
    /// <param name="readers">One per account.</param>
    /// <param name="deadline">When it passes, what is there counts and the rest has failed.</param>
    /// <param name="progress">Told after every answer, from whichever thread it came in.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal static async ValueTask<VenuePicture> ReadAsync(
        IReadOnlyList<AccountReader> readers, Deadline deadline, Action<ReadProgress>? progress = null)
    {
        AccountReader[] ordered = [.. readers.OrderBy(static r => r.Account.Value, StringComparer.Ordinal)];
        Task<AccountReading>[] running = [.. ordered.Select(r => r.ReadAsync(deadline, progress).AsTask())];
        AccountReading[] readings = await Task.WhenAll(running).ConfigureAwait(false);
        return new VenuePicture(VenueSnapshot.Of([.. readings.SelectMany(static r => r.Answers)]), readings);
    }
}
