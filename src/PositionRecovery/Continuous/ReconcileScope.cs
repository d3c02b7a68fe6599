namespace PositionRecovery;

/// <summary>What a pass covers. Immutable.</summary>
public sealed record ReconcileScope
{
    private ReconcileScope()
    {
    }

    /// <summary>All accounts of all venues.</summary>
    public static ReconcileScope Everything { get; } = new();

    /// <summary>The account; <c>null</c> for all.</summary>
    public AccountId? Account { get; private init => field = Guard.NotEmpty(value); }

    /// <summary>The instruments; empty for all.</summary>
    public IReadOnlyList<InstrumentId> Instruments
    {
        get;
        private init => field = FrozenList<InstrumentId>.CopyOf(value, nameof(Instruments));
    } = FrozenList<InstrumentId>.Empty;

    /// <summary>Since when executions and ended orders are asked for, where that is earlier than usual.</summary>
    internal DateTimeOffset? Since { get; private init; }

    /// <summary>One account.</summary>
    /// <param name="account">The account.</param>
    public static ReconcileScope Of(AccountId account) => new() { Account = account };

    /// <summary>Some instruments of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="instruments">The instruments; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ReconcileScope Of(AccountId account, params IReadOnlyList<InstrumentId> instruments)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        return instruments.Count > 0
            ? new ReconcileScope { Account = account, Instruments = instruments }
            : throw new ArgumentException("A scope of instruments must name one.", nameof(instruments));
    }

    /// <summary>The same, looked at further back.</summary>
    internal ReconcileScope BackTo(DateTimeOffset since) => this with { Since = since };

    /// <summary>The books that a pass covers: what it does not cover is not compared.</summary>
    internal CachedSnapshot Restrict(CachedSnapshot cached) => Account is not { } account ? cached : cached with
    {
        Orders = [.. cached.Orders.Where(o => o.Intent.Account == account)],
        Positions = [.. cached.Positions.Where(p => p.Key.Account == account)],
        AccountBooks = [.. cached.AccountBooks.Where(b => b.Key.Account == account)],
        Accounts = [.. cached.Accounts.Where(a => a.Account == account)],
        Balances = [.. cached.Balances.Where(b => b.Account == account)],
        PurgedTrades = [.. cached.PurgedTrades.Where(t => t.Account == account)],
    };
}
