namespace PositionRecovery.Testing;

/// <summary>What an account at a venue looks like: for beginning a test in the middle of a story. Nothing checks that
/// the parts agree. Immutable.</summary>
public sealed record VenueScene
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>How it keeps positions; <see cref="PositionMode.Unknown"/> leaves that as it is.</summary>
    public PositionMode Mode { get; init; }

    /// <summary>Its open positions.</summary>
    public IReadOnlyList<PositionReport> Positions { get; init; } = [];

    /// <summary>Its orders, working and ended, oldest first.</summary>
    public IReadOnlyList<OrderReport> Orders { get; init; } = [];

    /// <summary>Its executions, oldest first.</summary>
    public IReadOnlyList<FillReport> Fills { get; init; } = [];

    /// <summary>What it holds.</summary>
    public IReadOnlyList<BalanceReport> Balances { get; init; } = [];

    /// <summary>Movements of money that were no trades, oldest first.</summary>
    public IReadOnlyList<CashFlowReport> CashFlows { get; init; } = [];

    /// <summary>The prices; no order is executed by them.</summary>
    public IReadOnlyList<MarkReport> Marks { get; init; } = [];
}
