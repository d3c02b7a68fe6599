namespace PositionRecovery.Binance;

/// <summary>Positions: positionRisk v3 of USDⓈ-M, v1 of COIN-M.</summary>
internal static class PositionRows
{
    /// <summary>The legs are never netted. In hedging mode a list may hold an empty netted row next to the legs: it is
    /// no position.</summary>
    internal static Page<PositionReport> Read(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many)
    {
        Page<PositionReport> page =
            Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n));
        if (page.Rows.Exists(static p => p.Side != PositionSide.Net))
        {
            page.Rows.RemoveAll(static p => p is { Side: PositionSide.Net, Quantity: 0m });
        }

        return page;
    }

    private static PositionReport? Read(ref RowCursor row, Naming names)
    {
        InstrumentId? instrument = null;
        string? side = null;
        string? margin = null;
        decimal? quantity = null;
        decimal? average = null;
        decimal? mark = null;
        decimal? liquidation = null;
        decimal? leverage = null;
        DateTimeOffset? updated = null;
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 6 when name.SequenceEqual("symbol"u8):
                    instrument = row.Instrument(names);
                    break;
                case 8 when name.SequenceEqual("leverage"u8):
                    leverage = row.Amount();
                    break;
                case 9 when name.SequenceEqual("markPrice"u8):
                    mark = row.Amount();
                    break;
                case 10 when name.SequenceEqual("entryPrice"u8):
                    average = row.Amount();
                    break;
                case 10 when name.SequenceEqual("updateTime"u8):
                    updated = row.Time();
                    break;
                case 10 when name.SequenceEqual("marginType"u8):
                    margin = row.Text();
                    break;
                case 11 when name.SequenceEqual("positionAmt"u8):
                    quantity = row.Amount();
                    break;
                case 12 when name.SequenceEqual("positionSide"u8):
                    side = row.Text();
                    break;
                case 16 when name.SequenceEqual("liquidationPrice"u8):
                    liquidation = row.Amount();
                    break;
            }
        }

        if (instrument is null || quantity is null || side is null)
        {
            row.Blame(Faults.Missing(
                instrument is null ? "symbol" : quantity is null ? "positionAmt" : "positionSide"));
        }
        else if (Words.PositionSide(side) == PositionSide.Unknown)
        {
            row.Blame($"positionSide is '{side}'");
        }

        return row.Fault is not null ? null : new PositionReport
        {
            Account = names.Account,
            Instrument = instrument!.Value,
            Side = Words.PositionSide(side),
            Quantity = quantity!.Value,
            AveragePrice = average,
            MarkPrice = mark is 0m ? null : mark,
            LiquidationPrice = liquidation is 0m ? null : liquidation,
            Leverage = leverage,
            MarginMode = Words.MarginMode(margin),
            UpdatedAt = updated,
        };
    }
}
