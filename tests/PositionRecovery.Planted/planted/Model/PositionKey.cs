namespace PositionRecovery;

/// <summary>Names one strategy's position. <c>default</c> is empty and rejected on use.</summary>
/// <param name="Strategy">The owner.</param>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side"><see cref="PositionSide.Net"/> in netting mode, the leg in hedging mode.</param>
public readonly record struct PositionKey(
    StrategyId Strategy, AccountId Account, InstrumentId Instrument, PositionSide Side)
{
    /// <summary>The account's book that this position is a part of.</summary>
    public BookKey Book => new(Account, Instrument, Side);
}
