namespace PositionRecovery;

/// <summary>Turns a folded book into what is stored of it.</summary>
internal static class BookShape
{
    internal static AccountBookSnapshot Account(
        AccountBookSnapshot stored,
        OpeningBalance opening,
        BookLife before,
        AverageCostBook after,
        IReadOnlyList<BookAdjustment> adjustments) => stored with
        {
            Quantity = after.Quantity,
            AveragePrice = after.AveragePrice,
            RealizedPnl = after.Realized.Round(),
            Fees = after.Fees.Round(),
            CostBasisAdjustment = after.Adjusted.Round(),
            Epoch = EpochOf(stored.Key, stored.Epoch, before, after, "ACCOUNT"),
            Opening = opening,
            Adjustments = adjustments,
        };

    internal static PositionSnapshot Owner(
        PositionSnapshot stored,
        OpeningBalance opening,
        BookLife before,
        AverageCostBook after,
        IReadOnlyList<BookAdjustment> adjustments)
    {
        EpochId? epoch = EpochOf(stored.Key.Book, stored.Epoch, before, after, stored.Key.Strategy.Value);
        return stored with
        {
            Quantity = after.Quantity,
            AveragePrice = after.AveragePrice,
            RealizedPnl = after.Realized.Round(),
            Fees = after.Fees.Round(),
            CostBasisAdjustment = after.Adjusted.Round(),
            Epoch = epoch,
            OpenedAt = after.Quantity == 0m ? null
                : epoch == stored.Epoch ? stored.OpenedAt ?? after.BornAt : after.BornAt,
            Opening = opening,
            Adjustments = adjustments,
        };
    }

    internal static PositionSnapshot NewOwner(BookKey key, StrategyId strategy, OpeningBalance opening) => new()
    {
        Key = new PositionKey(strategy, key.Account, key.Instrument, key.Side), Quantity = 0m, Opening = opening,
    };

    /// <summary>A life keeps the id it got at birth, even when later evidence replaces what it was born from; only one
    /// more birth than was known gives a new id.</summary>
    private static EpochId? EpochOf(BookKey key, EpochId? stored, BookLife before, AverageCostBook after, string owner)
    {
        if (after.Quantity == 0m)
        {
            return null;
        }

        bool isSameLife = stored is not null && before.Quantity != 0m && after.Births <= before.Births;
        return isSameLife || after.BornBy.IsEmpty
            ? stored
            : new EpochId(ContentId.Of(
                "EP-", key.Account.Value, key.Instrument.Value, key.Side.ToString(), owner, after.BornBy.Value));
    }
}
