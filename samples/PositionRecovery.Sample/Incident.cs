namespace PositionRecovery.Sample;

/// <summary>Everything a reconciliation needs.</summary>
internal sealed record Incident(
    CachedSnapshot Cached, VenueSnapshot Venue, ReconciliationOptions Options, DateTimeOffset Now)
{
    public ReconciliationPlan Reconcile()
    {
        try
        {
            return Reconciler.Reconcile(Cached, Venue, Options, Now);
        }
        catch (ArgumentException refusal)
        {
            // Each member alone was good enough to be read; together the options make no sense.
            throw new BadDataException(refusal.Message, refusal);
        }
    }

    /// <summary>Reads the files of an incident.</summary>
    /// <param name="cached">What the engine believed.</param>
    /// <param name="venue">What the venue said.</param>
    /// <param name="options">How to reconcile; <c>null</c> for the defaults.</param>
    /// <param name="now">The time to judge by; <c>null</c> for that of the latest answer.</param>
    public static Incident Read(string cached, string venue, string? options, DateTimeOffset? now)
    {
        CachedSnapshot believed = SnapshotJson.ReadCached(Bytes(cached), cached);
        VenueSnapshot said = SnapshotJson.ReadVenue(Bytes(venue), venue);
        ReconciliationOptions how =
            options is null ? new ReconciliationOptions() : SnapshotJson.ReadOptions(Bytes(options), options);
        return new Incident(believed, said, how, now ?? LatestAnswer(said, venue));
    }

    /// <summary>Reads an incident that a recovery's report saved.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="now">The time to judge by; <c>null</c> for the one in the file.</param>
    public static Incident Read(string bundle, DateTimeOffset? now)
    {
        IncidentBundle saved = SnapshotJson.ReadIncident(Bytes(bundle), bundle);
        return new Incident(saved.Cached, saved.Venue, saved.Options, now ?? saved.Now);
    }

    // A file made an hour ago describes that hour: to judge it by the clock on the wall would be to call orders old.
    private static DateTimeOffset LatestAnswer(VenueSnapshot venue, string file) =>
        venue.Answers.Max(answer => answer.Coverage.To)
        ?? throw new BadUsageException($"No answer in {file} has a time. Say what time it was with --now.");

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException($"{file}: cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
