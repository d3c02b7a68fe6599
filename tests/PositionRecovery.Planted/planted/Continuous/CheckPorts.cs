namespace PositionRecovery;

/// <summary>What the checks while running work with.</summary>
internal sealed record CheckPorts
{
    internal required TraderId Trader { get; init; }

    internal required StateManager State { get; init; }

    internal required CheckOptions Options { get; init; }

    internal required TimeProvider Clock { get; init; }

    internal required IReadOnlyList<AccountId> Accounts { get; init; }

    /// <summary>Asks a venue, on the budget of the checks.</summary>
    internal required Func<VenueQuery, CancellationToken, Task<VenueAnswer>> Ask { get; init; }

    /// <summary>Asks for the lists of an account's open orders.</summary>
    internal required Func<AccountId, CancellationToken, Task<IReadOnlyList<VenueAnswer>>> OpenOrders { get; init; }

    /// <summary>Compares closely, and repairs where it may; the same for every check.</summary>
    internal required Func<ReconcileScope, CancellationToken, Task> LookInto { get; init; }

    /// <summary>What may not be traded because it is not proven: accounts, and positions.</summary>
    internal required Func<(IReadOnlyList<AccountId> Accounts, IReadOnlyList<BookKey> Keys)> Unproven { get; init; }

    /// <summary>Shuts the entries of an account that is asked in vain, with the reason.</summary>
    internal required Action<AccountId, string> ShutEntries { get; init; }

    /// <summary>Strategies that a pass gives another try.</summary>
    internal required Func<IReadOnlyList<StrategyId>> Parked { get; init; }

    /// <summary>Looks after exits.</summary>
    internal required Func<CancellationToken, Task> Protect { get; init; }
}
