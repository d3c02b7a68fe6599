namespace PositionRecovery;

/// <summary>Where a list of open orders is not what the books say. Only a reason to look closer: nothing is concluded
/// from one list.</summary>
internal static class OpenOrderComparison
{
    /// <summary>The instruments in which something differs, each with what does.</summary>
    /// <param name="working">The orders that work by the books, of one account.</param>
    /// <param name="answers">Lists of its open orders.</param>
    internal static SortedDictionary<string, string> Differences(
        IReadOnlyCollection<OrderSnapshot> working, IReadOnlyCollection<VenueAnswer> answers)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<OrderSnapshot>(ReferenceEqualityComparer.Instance);
        var byVenueId = working.Where(static o => o.VenueOrder is not null)
            .ToLookup(static o => (o.Intent.Instrument, o.VenueOrder!.Value));
        var byClientId = working.ToLookup(static o => (o.Intent.Instrument, o.Intent.Id));
        foreach (OrderReport report in answers.SelectMany(static a => a.Reports).OfType<OrderReport>())
        {
            OrderSnapshot? known =
                (report.VenueOrder is { } venue ? byVenueId[(report.Instrument, venue)].FirstOrDefault() : null)
                ?? (report.ClientOrder is { } client ? byClientId[(report.Instrument, client)].FirstOrDefault() : null);
            string? difference = known is null ? $"order {Name(report)} is not known" : Difference(known, report);
            if (known is not null)
            {
                seen.Add(known);
            }

            if (difference is not null)
            {
                found.TryAdd(report.Instrument.Value, difference);
            }
        }

        foreach (OrderSnapshot missing in working.Where(o => !seen.Contains(o) && IsShown(o, answers)))
        {
            found.TryAdd(missing.Intent.Instrument.Value, $"order {missing.Intent.Id} is not among the open ones");
        }

        return found;
    }

    private static string? Difference(OrderSnapshot known, OrderReport report)
    {
        if (OrderSnapshot.HasEnded(report.Status))
        {
            return $"order {known.Intent.Id} is {report.Status}";
        }

        OrderIntent intent = known.Intent;
        return Differs(report.Filled, known.Filled)
            ? $"order {intent.Id} has filled {report.Filled}, not {known.Filled}"
            : Differs(report.Quantity, intent.Quantity) ? $"order {intent.Id} is for {report.Quantity}"
            : Differs(report.Price, intent.Price ?? 0m) ? $"order {intent.Id} is at {report.Price}"
            : Differs(report.TriggerPrice, intent.TriggerPrice ?? 0m)
                && intent.Type != OrderType.TrailingStopMarket ? $"order {intent.Id} triggers at {report.TriggerPrice}"
            : null;
    }

    /// <summary>What a report does not carry does not differ.</summary>
    private static bool Differs(decimal? reported, decimal known) => reported is { } value && value != known;

    private static bool IsShown(OrderSnapshot order, IReadOnlyCollection<VenueAnswer> answers) => answers.Any(a =>
        a.Coverage.IsComplete && a.Query is OpenOrdersQuery query && query.Covers(order.Intent.Instrument)
        && (query.Class is null || query.Class == order.Intent.Class));

    private static string Name(OrderReport report) =>
        report.ClientOrder?.Value ?? report.VenueOrder?.Value ?? "without id";
}
