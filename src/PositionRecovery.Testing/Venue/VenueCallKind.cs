namespace PositionRecovery.Testing;

/// <summary>A call of a venue. Values may be added in minor versions.</summary>
public enum VenueCallKind
{
    /// <summary>Not known: a query of a kind that is newer than this.</summary>
    Unknown = 0,

    /// <summary>A <see cref="PositionsQuery"/>.</summary>
    Positions = 1,

    /// <summary>An <see cref="OpenOrdersQuery"/>.</summary>
    OpenOrders = 2,

    /// <summary>An <see cref="OrderHistoryQuery"/>.</summary>
    OrderHistory = 3,

    /// <summary>An <see cref="OrderQuery"/>.</summary>
    Order = 4,

    /// <summary>A <see cref="FillsQuery"/>.</summary>
    Fills = 5,

    /// <summary>A <see cref="BalancesQuery"/>.</summary>
    Balances = 6,

    /// <summary>A <see cref="CashFlowsQuery"/>.</summary>
    CashFlows = 7,

    /// <summary>A <see cref="MarksQuery"/>.</summary>
    Marks = 8,

    /// <summary>An <see cref="InstrumentsQuery"/>.</summary>
    Instruments = 9,

    /// <summary>An <see cref="AccountQuery"/>.</summary>
    Account = 10,

    /// <summary><see cref="IOrderGateway.SubmitAsync"/>.</summary>
    Submit = 11,

    /// <summary><see cref="IOrderGateway.CancelAsync"/>.</summary>
    Cancel = 12,

    /// <summary><see cref="IHistoricalDataProvider.ReadBarsAsync"/>, from the first bar to the last.</summary>
    Bars = 13,
}
