using System.Globalization;
using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Reads the rows of a trader as of one sequence: few rows in one step, many in bounded pieces, which are
/// thrown away and read again when a commit came between.</summary>
internal sealed class StateReader(RedisLink link, TraderKeys keys)
{
    /// <summary>Up to so many rows are read in one step: the server is not held up by them.</summary>
    internal const int Few = 500;

    /// <summary>How often a large state is read in pieces before it is read in one step, which holds the server up as
    /// long as it takes, but cannot be overtaken.</summary>
    internal const int MaxTries = 4;

    private const string Piece = "2000";

    private const string What = "Load";

    internal async ValueTask<StoredState> ReadAsync(CancellationToken cancellationToken)
    {
        Standing standing = await LookAsync(Few.ToString(CultureInfo.InvariantCulture), cancellationToken)
            .ConfigureAwait(false);
        for (int tries = 0; standing.Rows is null && tries < MaxTries; tries++)
        {
            List<StateRow>[] kinds = await ScanAsync(standing, cancellationToken).ConfigureAwait(false);
            Standing after = await LookAsync("0", cancellationToken).ConfigureAwait(false);
            if (after.Commits == standing.Commits && after.Sequence == standing.Sequence && IsWhole(kinds, standing))
            {
                return State(after, [.. kinds.SelectMany(static rows => rows)]);
            }

            standing = after;
        }

        if (standing.Rows is null)
        {
            standing = await LookAsync(string.Empty, cancellationToken).ConfigureAwait(false);
        }

        return State(standing, standing.Rows ?? []);
    }

    // A server that was restarted, or a slot that moved to another, does not know where the reading had come to.
    private static bool IsWhole(List<StateRow>[] kinds, Standing standing) =>
        kinds.Select(static rows => (long)rows.Count).SequenceEqual(standing.Counts);

    private static StoredState State(Standing standing, IReadOnlyList<StateRow> rows) =>
        new() { Sequence = standing.Sequence, Epoch = standing.Epoch, Rows = rows };

    private async ValueTask<Standing> LookAsync(string few, CancellationToken cancellationToken)
    {
        RedisResult answer =
            await link.RunAsync(What, Script.Look, keys.HeadAndRows, [few], cancellationToken).ConfigureAwait(false);
        return Standing.Of(answer);
    }

    // The kinds are read side by side, the pieces of each one after the other.
    private async Task<List<StateRow>[]> ScanAsync(Standing standing, CancellationToken cancellationToken)
    {
        var kinds = new Task<List<StateRow>>[TraderKeys.Kinds.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = ScanAsync(TraderKeys.Kinds[i], standing.Counts[i], cancellationToken);
        }

        return await Task.WhenAll(kinds).ConfigureAwait(false);
    }

    private async Task<List<StateRow>> ScanAsync(RowKind kind, long count, CancellationToken cancellationToken)
    {
        var rows = new List<StateRow>((int)Math.Min(count, 1_000_000));
        if (count == 0)
        {
            return rows;
        }

        RedisKey key = keys.Of(kind);
        string cursor = "0";
        do
        {
            object[] arguments = [key, cursor, "COUNT", Piece];
            RedisResult answer = await link.AskAsync(
                What,
                (_, database) => database.ExecuteAsync("HSCAN", arguments, CommandFlags.DemandMaster),
                cancellationToken).ConfigureAwait(false);
            var parts = (RedisResult[])answer!;
            cursor = (string)parts[0]!;
            Rows.Add(rows, kind, parts[1]);
        }
        while (cursor != "0");

        // The server may show a row twice while it moves a hash to a larger table.
        return rows.Count == count ? rows : [.. rows.DistinctBy(static row => row.Key, StringComparer.Ordinal)];
    }
}
