namespace PositionRecovery;

/// <summary>What a row is about; stores keep each kind apart. Values may be added in minor versions.</summary>
public enum RowKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    // 1 was a kind that was never written.

    /// <summary>An order, without its executions.</summary>
    Order = 2,

    /// <summary>An execution or a placeholder of an order.</summary>
    Fill = 3,

    /// <summary>A strategy's book of one position.</summary>
    Position = 4,

    /// <summary>An account's book of one position.</summary>
    AccountBook = 5,

    /// <summary>An account as a whole.</summary>
    Account = 6,

    /// <summary>A balance.</summary>
    Balance = 7,

    /// <summary>An instrument.</summary>
    Instrument = 8,

    /// <summary>Identities of purged executions.</summary>
    PurgedTrades = 9,

    /// <summary>One life of a position, from flat to flat.</summary>
    PositionLife = 10,

    /// <summary>A trading session.</summary>
    Session = 11,

    /// <summary>Events about orders that are not known yet.</summary>
    HeldEvent = 12,

    /// <summary>What is stored for a strategy: its own state, or its indicators.</summary>
    StrategyState = 13,
}
