namespace PositionRecovery;

/// <summary>Names one execution. The side belongs to the key because a self-trade shows as two rows with one trade id.
/// <c>default</c> is empty and rejected on use.</summary>
/// <param name="Account">The account; it includes the venue.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Trade">The venue's fill key.</param>
/// <param name="Side">The side of the execution.</param>
public readonly record struct TradeKey(AccountId Account, InstrumentId Instrument, TradeId Trade, OrderSide Side);
