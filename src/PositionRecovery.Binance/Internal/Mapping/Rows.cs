using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>Reads all rows of an answer.</summary>
internal static class Rows
{
    /// <summary>More rows than any answer has; one with more is not read to its end.</summary>
    internal const int Many = 50_000;

    /// <param name="body">A list of rows, or one row.</param>
    /// <param name="names">Names of the account.</param>
    /// <param name="limit">How many rows it may have.</param>
    /// <param name="read">Reads one row.</param>
    /// <exception cref="MalformedBodyException">It is cut off, or no JSON.</exception>
    internal static Page<T> Read<T>(ReadOnlyMemory<byte> body, Naming names, int limit, RowReader<T> read)
        where T : class
    {
        var rows = new List<T>(Math.Min(limit, body.Length / 512));
        string? fault = null;
        int count = 0;
        try
        {
            var cursor = new RowCursor(body.Span);
            while (cursor.NextRow())
            {
                count++;
                if (count > limit)
                {
                    return new Page<T>(rows, count, $"the answer has more than {limit} rows");
                }

                T? row = Take(ref cursor, names, read);
                fault ??= cursor.Fault;
                if (cursor.Fault is null && row is not null)
                {
                    rows.Add(row);
                }
            }

            cursor.End();
        }
        catch (JsonException thrown)
        {
            throw new MalformedBodyException("the answer is no JSON, or is cut off", thrown);
        }

        return new Page<T>(rows, count, fault);
    }

    /// <summary>A value that the model refuses is a fault of its row.</summary>
    internal static T? Take<T>(ref RowCursor cursor, Naming names, RowReader<T> read)
        where T : class
    {
        try
        {
            return read(ref cursor, names);
        }
        catch (Exception thrown) when (thrown is ArgumentException or OverflowException)
        {
            cursor.Blame(Faults.Of(thrown));
            return null;
        }
    }
}
