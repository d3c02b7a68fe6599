namespace PositionRecovery;

/// <summary>Checks options once, and names every member that is wrong.</summary>
internal static class StateValidation
{
    internal static void Check(StateOptions options)
    {
        List<string> wrong = [.. Problems(options)];
        if (wrong.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", wrong), nameof(options));
        }
    }

    internal static IEnumerable<string> Problems(StateOptions o)
    {
        TimeSpan ms = TimeSpan.FromMilliseconds(1);
        TimeSpan minute = TimeSpan.FromMinutes(1);
        return new[]
        {
            Known(nameof(o.Durability), o.Durability),
            Known(nameof(o.Format), o.Format),
            Range(nameof(o.GroupMaxEntries), o.GroupMaxEntries, 1, 10_000),
            Range(nameof(o.GroupMaxDelay), o.GroupMaxDelay, ms, TimeSpan.FromSeconds(10)),
            Range(nameof(o.MaxPending), o.MaxPending, 16, 1_000_000),
            Range(nameof(o.MaxHeldEvents), o.MaxHeldEvents, 1, 1_000_000),
            Range(nameof(o.LeaseTime), o.LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Range(nameof(o.OpenTimeout), o.OpenTimeout, TimeSpan.Zero, TimeSpan.FromHours(1)),
            Range(nameof(o.StoreTimeout), o.StoreTimeout, ms * 100, TimeSpan.FromMinutes(5)),
            Range(nameof(o.IntentTimeout), o.IntentTimeout, ms * 100, TimeSpan.FromMinutes(5)),
            Range(nameof(o.PurgeInterval), o.PurgeInterval ?? minute, minute, TimeSpan.FromDays(7)),
            Range(nameof(o.PurgeBuffer), o.PurgeBuffer, minute, TimeSpan.FromDays(365)),
            Range(nameof(o.TradeMemory), o.TradeMemory, TimeSpan.FromHours(1), TimeSpan.FromDays(365)),
            Range(nameof(o.ClosedPositionRetentionDays), o.ClosedPositionRetentionDays, 1, 3_650),
            o.JournalKey is { } key && key.Reveal().Length < 16 ? "JournalKey has fewer than 16 bytes." : null,
            o.FlushOnStart && string.IsNullOrWhiteSpace(o.FlushArchiveDirectory)
                ? "FlushOnStart needs FlushArchiveDirectory."
                : null,
        }.OfType<string>();
    }

    private static string? Range<T>(string name, T value, T min, T max)
        where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? null
            : FormattableString.Invariant($"{name} is {value}; it must be between {min} and {max}.");

    private static string? Known<T>(string name, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) && !value.Equals(default(T)) ? null : $"{name} is {value}, which is not known.";
}
