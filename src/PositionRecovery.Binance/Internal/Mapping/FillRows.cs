namespace PositionRecovery.Binance;

/// <summary>Executions: userTrades of futures, myTrades of spot.</summary>
internal static class FillRows
{
    internal static Page<FillReport> Read(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many)
    {
        Page<FillReport> page = Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n));
        return HasFeesNegated(page.Rows)
            ? page with { Rows = [.. page.Rows.Select(static f => f with { Fee = -f.Fee })] }
            : page;
    }

    /// <summary>The venue has told what was paid as positive and as negative amounts. Who takes liquidity always pays:
    /// where takers have negative amounts, negative means paid.</summary>
    private static bool HasFeesNegated(List<FillReport> fills)
    {
        bool isNegated = false;
        foreach (FillReport fill in fills)
        {
            if (fill.Liquidity == LiquiditySide.Taker && fill.Fee > 0m)
            {
                return false;
            }

            isNegated |= fill is { Liquidity: LiquiditySide.Taker, Fee: < 0m };
        }

        return isNegated;
    }

    private static FillReport? Read(ref RowCursor row, Naming names)
    {
        var r = default(Values);
        while (row.NextField())
        {
            ReadField(ref row, names, ref r);
        }

        OrderSide side = r.Side is not null ? Words.Side(r.Side)
            : r.IsBuyer is { } buys ? (buys ? OrderSide.Buy : OrderSide.Sell)
            : OrderSide.Unknown;
        PositionSide leg = Words.PositionSide(r.PositionSide);
        if (Missing(r) is { } missing)
        {
            row.Blame(Faults.Missing(missing));
        }
        else if (side == OrderSide.Unknown || leg == PositionSide.Unknown)
        {
            row.Blame(side == OrderSide.Unknown ? $"side is '{r.Side}'" : $"positionSide is '{r.PositionSide}'");
        }

        if (row.Fault is not null)
        {
            return null;
        }

        return new FillReport
        {
            Account = names.Account,
            Instrument = r.Instrument!.Value,
            Trade = new TradeId(r.Id!),
            VenueOrder = r.Order,
            Side = side,
            PositionSide = leg,
            Quantity = r.Quantity!.Value,
            Price = r.Price!.Value,
            Fee = r.Fee ?? 0m,
            FeeAsset = r.FeeAsset,
            At = r.At!.Value,
            Sequence = r.Number,
            Liquidity = r.IsMaker is { } makes
                ? (makes ? LiquiditySide.Maker : LiquiditySide.Taker)
                : LiquiditySide.Unknown,
        };
    }

    private static string? Missing(in Values r) => r.Instrument is null ? "symbol"
        : r.Id is null ? "id"
        : r.Quantity is null ? "qty"
        : r.Price is null ? "price"
        : r.At is null ? "time"
        : r.Fee is not null and not 0m && r.FeeAsset is null ? "commissionAsset"
        : r.Side is null && r.IsBuyer is null ? "side"
        : null;

    private static void ReadField(ref RowCursor row, Naming names, ref Values r)
    {
        ReadOnlySpan<byte> name = row.Field;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                r.Id = row.Id(out r.Number);
                break;
            case 3 when name.SequenceEqual("qty"u8):
                r.Quantity = row.Amount();
                break;
            case 4 when name.SequenceEqual("side"u8):
                r.Side = row.Text();
                break;
            case 4 when name.SequenceEqual("time"u8):
                r.At = row.Time();
                break;
            case 5 when name.SequenceEqual("price"u8):
                r.Price = row.Amount();
                break;
            case 5 when name.SequenceEqual("buyer"u8):
                r.IsBuyer = row.Flag();
                break;
            case 5 when name.SequenceEqual("maker"u8):
                r.IsMaker = row.Flag();
                break;
            case 6 when name.SequenceEqual("symbol"u8):
                r.Instrument = row.Instrument(names);
                break;
            case 7 when name.SequenceEqual("orderId"u8):
                r.Order = row.OrderId();
                break;
            case 7 when name.SequenceEqual("isBuyer"u8):
                r.IsBuyer = row.Flag();
                break;
            case 7 when name.SequenceEqual("isMaker"u8):
                r.IsMaker = row.Flag();
                break;
            case 10 when name.SequenceEqual("commission"u8):
                r.Fee = row.Amount();
                break;
            case 12 when name.SequenceEqual("positionSide"u8):
                r.PositionSide = row.Text();
                break;
            case 15 when name.SequenceEqual("commissionAsset"u8):
                r.FeeAsset = row.Asset(names);
                break;
        }
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal AssetId? FeeAsset;
        internal string? Id;
        internal long? Number;
        internal VenueOrderId? Order;
        internal string? Side;
        internal string? PositionSide;
        internal decimal? Quantity;
        internal decimal? Price;
        internal decimal? Fee;
        internal bool? IsBuyer;
        internal bool? IsMaker;
        internal DateTimeOffset? At;
    }
}
