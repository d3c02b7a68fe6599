namespace PositionRecovery.Binance;

/// <summary>How instruments are defined: exchangeInfo. Precisions are for display; the steps are in the filters.
/// </summary>
internal static class InstrumentRows
{
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
            },
        };
    }

    private static string? Wrong(in Values r, BinanceProduct product) =>
        r.Tick is not > 0m ? "tickSize"
        : r.Step is not > 0m ? "stepSize"
        : product == BinanceProduct.CoinMarginedFutures && r.ContractSize is not > 0m ? "contractSize"
        : null;

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
            }
        }

        r.Tick = kind == "PRICE_FILTER" ? tick : r.Tick;
        r.Step = kind == "LOT_SIZE" ? step : r.Step;
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal AssetId? Base;
        internal AssetId? Quote;
        internal decimal? Tick;
        internal decimal? Step;
        internal decimal? ContractSize;
    }
}
