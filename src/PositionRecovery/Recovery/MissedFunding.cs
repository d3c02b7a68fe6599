namespace PositionRecovery;

/// <summary>Funding that was paid while nobody listened: what a venue lists and no life of the position
/// counted.</summary>
internal static class MissedFunding
{
    /// <summary>Fewer than a life remembers, so that what is looked at here is told from what was counted.</summary>
    private const int Newest = FundingShare.MaxRemembered - 100;

    /// <summary>An event for each payment that lives of a position paid and have not counted. What was paid before the
    /// first life that is known is nobody's; in hedging mode, where lists do not name the leg, it counts where only one
    /// was held.</summary>
    /// <param name="venue">What was read.</param>
    /// <param name="lives">The lives as they are now; asked only when there is something to count.</param>
    internal static IReadOnlyList<ExecutionEvent> Of(VenueSnapshot venue, Func<IReadOnlyList<PositionLife>> lives)
    {
        CashFlowReport[] paid = [.. venue.Answers.SelectMany(static a => a.Reports).OfType<CashFlowReport>()
            .Where(static f => f is { FlowKind: CashFlowKind.Funding, Instrument: not null })
            .DistinctBy(static f => (f.Account, f.Instrument, f.Id))];
        if (paid.Length == 0)
        {
            return [];
        }

        ILookup<(AccountId, InstrumentId?), PositionLife> known = lives()
            .ToLookup(static l => (l.Key.Account, (InstrumentId?)l.Key.Instrument));
        return [.. paid.GroupBy(static f => (f.Account, f.Instrument))
            .OrderBy(static g => g.Key.Account.Value, StringComparer.Ordinal)
            .ThenBy(static g => g.Key.Instrument!.Value.Value, StringComparer.Ordinal)
            .SelectMany(g => Uncounted([.. g], [.. known[g.Key]]))];
    }

    private static IEnumerable<ExecutionEvent> Uncounted(CashFlowReport[] paid, PositionLife[] lives)
    {
        HashSet<TradeId> counted = [.. lives.SelectMany(static l => l.CashFlows)];
        foreach (CashFlowReport flow in paid.OrderBy(static f => f.At)
            .ThenBy(static f => f.Id.Value, StringComparer.Ordinal).TakeLast(Newest))
        {
            PositionSide[] paying = [.. lives.Where(l => FundingShare.IsLived(l, flow.At))
                .Select(static l => l.Key.Side).Distinct()];
            if (paying is [var side] && !counted.Contains(flow.Id))
            {
                yield return new CashFlowRecordedEvent
                {
                    At = flow.At,
                    Account = flow.Account,
                    Id = flow.Id,
                    FlowKind = flow.FlowKind,
                    Asset = flow.Asset,
                    Amount = flow.Amount,
                    Instrument = flow.Instrument,
                    PositionSide = side,
                };
            }
        }
    }
}
