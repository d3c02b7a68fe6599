namespace PositionRecovery.Tests;

/// <summary>What one execution did to a position, for the oracle: it changed it by this much at this price.</summary>
/// <param name="Change">The signed change of the position. Where a fee was taken in the traded asset, net of it: less
/// arrives than was bought, more leaves than was sold.</param>
/// <param name="Price">The price of the execution, in quote currency.</param>
/// <param name="Fee">What it cost, in quote currency: a fee in the traded asset at the price of the execution.</param>
internal readonly record struct Trade(decimal Change, decimal Price, decimal Fee)
{
    internal static Trade Of(
        InstrumentDefinition instrument,
        OrderSide side,
        decimal quantity,
        decimal price,
        decimal fee,
        AssetId? feeAsset)
    {
        bool isTakenFromTheTradedAsset = instrument.IsSpot && feeAsset is not null && feeAsset == instrument.BaseAsset;
        decimal signed = side == OrderSide.Sell ? -quantity : quantity;
        return isTakenFromTheTradedAsset
            ? new Trade(signed - fee, price, fee * price)
            : new Trade(signed, price, feeAsset == instrument.QuoteAsset ? fee : 0m);
    }
}
