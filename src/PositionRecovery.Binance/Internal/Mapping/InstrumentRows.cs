namespace PositionRecovery.Binance;

/// <summary>How instruments are defined: exchangeInfo. Precisions are for display; the steps are in the filters.
/// </summary>
internal static class InstrumentRows
{
    /// <summary>Maxima beyond it bound no order; a minimum beyond it is none.</summary>
    private const decimal Unbounded = 1_000_000_000_000m;

    internal static Page<InstrumentReport> Read(
        ReadOnlyMemory<byte> body, Naming names, BinanceProduct product, InstrumentId? only = null)
    {
        var found = new List<InstrumentReport>();
        int count = 0;
        Page<InstrumentReport> root = Rows.Read(body, names, 1, (ref RowCursor row, Naming n) =>
        {
            bool isThere = false;
            while (row.NextField())
            {
                if (row.Field.SequenceEqual("symbols"u8) && row.EnterList())
                {
                    isThere = true;
                    while (row.NextInner())
                    {
                        count++;
                        RowReader<InstrumentReport> reader =
                            (ref RowCursor r, Naming m) => ReadOne(ref r, m, product, only);
                        if (Rows.Take(ref row, n, reader) is { } report)
                        {
                            found.Add(report);
                        }
                    }
                }
            }

            if (!isThere)
            {
                row.Blame(Faults.Missing("symbols"));
            }

            return (InstrumentReport?)null;
        });
        return new Page<InstrumentReport>(found, count, root.Fault);
    }

    /// <summary>A symbol without steps is only a fault when it is one that was asked for: no price of it would be
    /// right.</summary>
    private static InstrumentReport? ReadOne(
        ref RowCursor row, Naming names, BinanceProduct product, InstrumentId? only)
    {
        var r = default(Values);
        while (row.NextField())
        {
            ReadField(ref row, names, ref r);
        }

        if (r.Instrument is null || r.Quote is null)
        {
            row.Blame(Faults.Missing(r.Instrument is null ? "symbol" : "quoteAsset"));
            return null;
        }

        if (only is not null && r.Instrument != only)
        {
            return null;
        }

        if (Wrong(r, product) is { } wrong)
        {
            row.Blame($"{wrong} of {r.Instrument} is missing or not greater than 0");
            return null;
        }

        if (WrongBound(r) is { } bound)
        {
            row.Blame($"{bound} of {r.Instrument} makes no sense"); // the instrument is known all the same
        }

        return new InstrumentReport
        {
            Account = names.Account,
            Definition = new InstrumentDefinition
            {
                Id = r.Instrument.Value,
                PriceIncrement = r.Tick!.Value,
                QuantityIncrement = r.Step!.Value,
                QuoteAsset = r.Quote.Value,
                BaseAsset = r.Base,
                Multiplier = product == BinanceProduct.CoinMarginedFutures ? r.ContractSize!.Value : 1m,
                IsInverse = product == BinanceProduct.CoinMarginedFutures,
                IsSpot = product == BinanceProduct.Spot,
                MinQuantity = IsContradiction(r) ? null : Bound(r.MinQuantity),
                MaxQuantity = Bound(r.MaxQuantity),
                MaxMarketQuantity = Bound(r.MaxMarketQuantity),
                MinNotional = Bound(r.MinNotional),
            },
        };
    }

    private static string? Wrong(in Values r, BinanceProduct product) =>
        r.Tick is not > 0m ? "tickSize"
        : r.Step is not > 0m ? "stepSize"
        : product == BinanceProduct.CoinMarginedFutures && r.ContractSize is not > 0m ? "contractSize"
        : null;

    private static string? WrongBound(in Values r) =>
        r.MinQuantity is < 0m or > Unbounded || IsContradiction(r) ? "minQty"
        : r.MaxQuantity is < 0m || r.MaxMarketQuantity is < 0m ? "maxQty"
        : r.MinNotional is < 0m or > Unbounded ? "minNotional"
        : null;

    private static bool IsContradiction(in Values r) => r.MaxQuantity is > 0m && r.MinQuantity > r.MaxQuantity;

    /// <summary>Zero bounds nothing, and neither does what no order can reach.</summary>
    private static decimal? Bound(decimal? told) => told is > 0m and <= Unbounded ? told : null;

    private static void ReadField(ref RowCursor row, Naming names, ref Values r)
    {
        ReadOnlySpan<byte> name = row.Field;
        switch (name.Length)
        {
            case 6 when name.SequenceEqual("symbol"u8):
                r.Instrument = row.Instrument(names);
                break;
            case 7 when name.SequenceEqual("filters"u8) && row.EnterList():
                while (row.NextInner())
                {
                    ReadFilter(ref row, ref r);
                }

                break;
            case 9 when name.SequenceEqual("baseAsset"u8):
                r.Base = row.Asset(names);
                break;
            case 10 when name.SequenceEqual("quoteAsset"u8):
                r.Quote = row.Asset(names);
                break;
            case 12 when name.SequenceEqual("contractSize"u8):
                r.ContractSize = row.Amount();
                break;
        }
    }

    private static void ReadFilter(ref RowCursor row, ref Values r)
    {
        string? kind = null;
        decimal? tick = null;
        decimal? step = null;
        decimal? least = null;
        decimal? most = null;
        decimal? notional = null;
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 10 when name.SequenceEqual("filterType"u8):
                    kind = row.Text();
                    break;
                case 8 when name.SequenceEqual("tickSize"u8):
                    tick = row.Amount();
                    break;
                case 8 when name.SequenceEqual("stepSize"u8):
                    step = row.Amount();
                    break;
                case 6 when name.SequenceEqual("minQty"u8):
                    least = row.Amount();
                    break;
                case 6 when name.SequenceEqual("maxQty"u8):
                    most = row.Amount();
                    break;
                case 8 when name.SequenceEqual("notional"u8): // futures
                case 11 when name.SequenceEqual("minNotional"u8): // Spot
                    notional = row.Amount();
                    break;
            }
        }

        switch (kind)
        {
            case "PRICE_FILTER":
                r.Tick = tick;
                break;
            case "LOT_SIZE":
                (r.Step, r.MinQuantity, r.MaxQuantity) = (step, least, most);
                break;
            case "MARKET_LOT_SIZE":
                r.MaxMarketQuantity = most;
                break;
            case "MIN_NOTIONAL" or "NOTIONAL":
                r.MinNotional = notional;
                break;
        }
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal AssetId? Base;
        internal AssetId? Quote;
        internal decimal? Tick;
        internal decimal? Step;
        internal decimal? MinQuantity;
        internal decimal? MaxQuantity;
        internal decimal? MaxMarketQuantity;
        internal decimal? MinNotional;
        internal decimal? ContractSize;
    }
}
