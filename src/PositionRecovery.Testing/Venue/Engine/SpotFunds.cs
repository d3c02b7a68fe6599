namespace PositionRecovery.Testing;

/// <summary>What spot orders hold back.</summary>
internal static class SpotFunds
{
    /// <summary>What an order of a spot market spends at most.</summary>
    internal static (AssetId Asset, decimal Amount) Needed(
        Market market, OrderSide side, decimal quantity, decimal? price) => side == OrderSide.Sell
        ? (market.Definition.BaseAsset!.Value, quantity)
        : (market.Definition.QuoteAsset, quantity * (price ?? market.Price ?? 0m));

    /// <summary>What working orders hold back of an asset; a pair of which one cancels the other holds back once.
    /// </summary>
    internal static decimal Locked(VenueAccount account, AssetId asset)
    {
        decimal locked = 0m;
        foreach (VenueOrder order in account.Working.Where(static o => o.Definition.IsSpot))
        {
            if (order.Partner is not { } partner || order.Number < partner.Number)
            {
                locked += Math.Max(Held(order, asset), order.Partner is { } other ? Held(other, asset) : 0m);
            }
        }

        return locked;
    }

    private static decimal Held(VenueOrder order, AssetId asset) =>
        order.IsBuy
            ? asset == order.Definition.QuoteAsset
                ? order.Remaining * (order.Intent.Price ?? order.TriggerPrice ?? 0m)
                : 0m
            : asset == order.Definition.BaseAsset ? order.Remaining : 0m;
}
