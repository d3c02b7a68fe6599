namespace PositionRecovery;

/// <summary>How a trader's state is kept. Read once, when the state manager is made; later changes have no effect.
/// </summary>
public sealed class StateOptions
{
    /// <summary>When a recorded event counts as recorded. Default: per event.</summary>
    public DurabilityMode Durability { get; set; } = DurabilityMode.PerEvent;

    /// <summary>The form of what is stored; the other form is read as well. Default: MessagePack.</summary>
    public RecordFormat Format { get; set; } = RecordFormat.MessagePack;

    /// <summary>Grouped: a commit starts when this many events wait. 1 to 10,000; default 256.</summary>
    public int GroupMaxEntries { get; set; } = 256;

    /// <summary>Grouped: a commit starts when an event waited for this long. 1 ms to 10 s; default 10 ms.</summary>
    public TimeSpan GroupMaxDelay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many events may wait for the store. Beyond it <see cref="StateManager.RecordAsync"/> waits and
    /// <see cref="StateManager.TryRecord"/> returns <c>false</c>. 16 to 1,000,000; default 10,000.</summary>
    public int MaxPending { get; set; } = 10_000;

    /// <summary>How many events about orders not known yet are kept. 1 to 1,000,000; default 10,000.</summary>
    public int MaxHeldEvents { get; set; } = 10_000;

    /// <summary>How long this process owns the trader after each commit, by the store's clock. After a crash another
    /// process waits this long at most. 1 s to 1 h; default 10 s.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long opening keeps trying while the store is down or somebody else's lease lasts. Zero to 1 h;
    /// default 30 s.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call of the store may take before it counts as failed. 100 ms to 5 min; default 5 s.
    /// </summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an intent may wait to become durable before it is refused. 100 ms to 5 min; default 5 s.
    /// </summary>
    public TimeSpan IntentTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether to take the trader from an owner whose lease still lasts. Default: no.</summary>
    public bool TakeOver { get; set; }

    /// <summary>A secret of at least 16 bytes that authenticates rows and journal: without it an intruder who can write
    /// the store can also forge its checks. Default: none.</summary>
    public Secret? JournalKey { get; set; }

    /// <summary>A small local file that remembers the head of the journal, by which a store that lost its tail is found
    /// out. Default: none, and such a loss is not detectable.</summary>
    public string? AnchorPath { get; set; }

    /// <summary>How often orders that ended are purged; <c>null</c> for never. 1 min to 7 days; default 10 min.
    /// </summary>
    public TimeSpan? PurgeInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an order is kept after its end. 1 min to 365 days; default 60 min.</summary>
    public TimeSpan PurgeBuffer { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How long the identities of purged executions are remembered: longer than the longest history window
    /// asked of a venue. 1 h to 365 days; default 7 days.</summary>
    public TimeSpan TradeMemory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long positions that ended are kept. 1 to 3,650 days; default 60.</summary>
    public int ClosedPositionRetentionDays { get; set; } = 60;

    /// <summary>Whether balances and accounts are stored too. Default: yes.</summary>
    public bool PersistAccountEvents { get; set; } = true;

    /// <summary>Whether all stored state is thrown away at the start, after its journal was archived to
    /// <see cref="FlushArchiveDirectory"/>. Default: no.</summary>
    public bool FlushOnStart { get; set; }

    /// <summary>An existing directory for the archive that <see cref="FlushOnStart"/> writes. Needed with it.</summary>
    public string? FlushArchiveDirectory { get; set; }

    internal StateOptions Copy() => (StateOptions)MemberwiseClone();
}
