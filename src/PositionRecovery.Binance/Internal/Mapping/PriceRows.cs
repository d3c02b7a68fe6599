namespace PositionRecovery.Binance;

/// <summary>Prices: premiumIndex has the mark price, bookTicker the best bid and ask.</summary>
internal static class PriceRows
{
    internal static Page<MarkReport> Read(ReadOnlyMemory<byte> body, Naming names) =>
        Rows.Read(body, names, Rows.Many, static (ref RowCursor row, Naming n) => Read(ref row, n));

    /// <summary>Mark prices and best prices of the same instruments, one report each.</summary>
    internal static List<MarkReport> Join(List<MarkReport> marks, List<MarkReport> books)
    {
        var joined = new Dictionary<InstrumentId, MarkReport>(marks.Count);
        foreach (MarkReport row in marks.Concat(books))
        {
            joined[row.Instrument] = joined.TryGetValue(row.Instrument, out MarkReport? other)
                ? other with
                {
                    Mark = other.Mark ?? row.Mark,
                    Bid = other.Bid ?? row.Bid,
                    Ask = other.Ask ?? row.Ask,
                    At = other.At < row.At ? other.At : row.At ?? other.At, // none of it is older
                }
                : row;
        }

        return [.. joined.Values];
    }

    private static MarkReport? Read(ref RowCursor row, Naming names)
    {
        InstrumentId? instrument = null;
        decimal? mark = null;
        decimal? bid = null;
        decimal? ask = null;
        DateTimeOffset? at = null;
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("time"u8):
                    at = row.Time();
                    break;
                case 6 when name.SequenceEqual("symbol"u8):
                    instrument = row.Instrument(names);
                    break;
                case 8 when name.SequenceEqual("bidPrice"u8):
                    bid = row.Amount();
                    break;
                case 8 when name.SequenceEqual("askPrice"u8):
                    ask = row.Amount();
                    break;
                case 9 when name.SequenceEqual("markPrice"u8):
                    mark = row.Amount();
                    break;
            }
        }

        if (instrument is null)
        {
            row.Blame(Faults.Missing("symbol"));
        }

        // 0 stands for an empty side of the book.
        return row.Fault is not null ? null : new MarkReport
        {
            Account = names.Account,
            Instrument = instrument!.Value,
            Mark = mark is 0m ? null : mark,
            Bid = bid is 0m ? null : bid,
            Ask = ask is 0m ? null : ask,
            At = at,
        };
    }
}
