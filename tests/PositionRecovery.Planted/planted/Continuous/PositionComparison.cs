namespace PositionRecovery;

/// <summary>Where a list of positions is not what the books say. Only a reason to look closer.</summary>
internal static class PositionComparison
{
    /// <summary>The positions whose quantity differs, each with what does.</summary>
    /// <param name="cached">The books.</param>
    /// <param name="answer">A list of the positions of one account.</param>
    internal static IReadOnlyList<(BookKey Key, string Difference)> Differences(CachedSnapshot cached,
        VenueAnswer answer)
    {
        var held = new Dictionary<BookKey, decimal>();
        HashSet<InstrumentId> spot = [.. cached.Instruments.Where(static i => i.IsSpot).Select(static i => i.Id)];
        foreach (AccountBookSnapshot book in cached.AccountBooks.Where(b => IsJudged(b.Key)))
        {
            held[book.Key] = book.Quantity;
        }

        var differences = new List<(BookKey Key, string Difference)>();
        foreach (PositionReport report in answer.Reports.OfType<PositionReport>().Where(r => IsJudged(r.Key)))
        {
            held.Remove(report.Key, out decimal quantity);
            if (quantity != report.Quantity)
            {
                differences.Add((report.Key, FormattableString.Invariant(
                    $"the books have {quantity}, the venue {report.Quantity}")));
            }
        }

        if (answer.Coverage.IsComplete)
        {
            differences.AddRange(held.Where(static h => h.Value != 0m).Select(static h => (h.Key,
                FormattableString.Invariant($"the books have {h.Value}, the venue nothing"))));
        }

        return [.. differences.OrderBy(static d => d.Key, KeyOrder.Books)];

        bool IsJudged(BookKey key) => key.Account == answer.Query.Account && answer.Query.Covers(key.Instrument)
            && !spot.Contains(key.Instrument);
    }

    /// <summary>The assets whose balance differs.</summary>
    internal static IReadOnlyList<AssetId> Balances(CachedSnapshot cached, VenueAnswer answer)
    {
        Dictionary<AssetId, decimal> known = cached.Balances.Where(b => b.Account == answer.Query.Account)
            .ToDictionary(static b => b.Asset, static b => b.Total);
        return [.. answer.Reports.OfType<BalanceReport>()
            .Where(r => known.GetValueOrDefault(r.Asset) != r.Total).Select(static r => r.Asset)
            .OrderBy(static a => a.Value, StringComparer.Ordinal)];
    }
}
