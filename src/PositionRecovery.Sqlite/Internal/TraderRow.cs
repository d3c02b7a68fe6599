namespace PositionRecovery.Sqlite;

/// <summary>Where a trader stands, and who has it until when; null once released.</summary>
internal sealed record TraderRow(long Sequence, long Epoch, string Owner, long? LeaseEnds)
{
    internal bool IsLeaseLiveAt(long now) => now < LeaseEnds;

    internal bool IsHeldBy(StoreLease lease) =>
        Epoch == lease.Epoch && string.Equals(Owner, lease.Owner, StringComparison.Ordinal);
}
