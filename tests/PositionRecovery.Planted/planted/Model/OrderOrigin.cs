namespace PositionRecovery;

/// <summary>Who made an order.</summary>
public enum OrderOrigin
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The engine itself.</summary>
    Own = 1,

    /// <summary>A person, another program, or the engine before its store was lost.</summary>
    External = 2,

    /// <summary>The venue, liquidating the account.</summary>
    Liquidation = 3,

    /// <summary>The venue, deleveraging a counterparty.</summary>
    AutoDeleveraging = 4,

    /// <summary>The venue, settling or delisting a contract.</summary>
    Settlement = 5,

    /// <summary>This library: a synthetic order that explains a difference.</summary>
    Reconciliation = 6,
}
