namespace PositionRecovery.Binance;

/// <summary>What the venue booked: income of futures.</summary>
internal static class IncomeRows
{
    /// <summary>All rows but those that executions tell already.</summary>
    internal static Page<CashFlowReport> CashFlows(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n));

    /// <summary>When something was booked, and for which instrument.</summary>
    internal static Page<IncomeMark> Marks(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) =>
        {
            Values r = ReadFields(ref row, n);
            if (r.At is null)
            {
                row.Blame(Faults.Missing("time"));
            }

            return row.Fault is null ? new IncomeMark(r.Instrument, r.At!.Value) : null;
        });

    private static CashFlowReport? Read(ref RowCursor row, Naming names)
    {
        Values r = ReadFields(ref row, names);
        if (r.Type is null || r.Id is null || r.Amount is null || r.Asset is null || r.At is null)
        {
            row.Blame(Faults.Missing(r.Type is null ? "incomeType"
                : r.Id is null ? "tranId" : r.Amount is null ? "income" : r.Asset is null ? "asset" : "time"));
        }

        if (row.Fault is not null || Words.CashFlow(r.Type!) is not { } kind)
        {
            return null;
        }

        return new CashFlowReport
        {
            Account = names.Account,
            Id = new TradeId($"{r.Type}:{r.Id}"), // the number is unique within a type only
            FlowKind = kind,
            Asset = r.Asset!.Value,
            Instrument = r.Instrument,
            Amount = r.Amount!.Value,
            At = r.At!.Value,
        };
    }

    private static Values ReadFields(ref RowCursor row, Naming names)
    {
        var r = default(Values);
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("time"u8):
                    r.At = row.Time();
                    break;
                case 5 when name.SequenceEqual("asset"u8):
                    r.Asset = row.Asset(names);
                    break;
                case 6 when name.SequenceEqual("symbol"u8):
                    r.Instrument = row.Instrument(names);
                    break;
                case 6 when name.SequenceEqual("income"u8):
                    r.Amount = row.Amount();
                    break;
                case 6 when name.SequenceEqual("tranId"u8):
                    r.Id = row.Id();
                    break;
                case 10 when name.SequenceEqual("incomeType"u8):
                    r.Type = row.Text();
                    break;
            }
        }

        return r;
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal AssetId? Asset;
        internal string? Id;
        internal string? Type;
        internal decimal? Amount;
        internal DateTimeOffset? At;
    }
}
