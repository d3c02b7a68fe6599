namespace PositionRecovery;

/// <summary>What the venue would refuse for its size, however often it is sent.</summary>
internal sealed class ExitBounds(ExitSituation situation)
{
    private readonly InstrumentDefinition _instrument = situation.Instrument;

    /// <summary>Why an order is too small; <c>null</c> when it is not.</summary>
    internal ExitDecision? Smallness(ExitLegWork leg, OrderIntent wanted)
    {
        if (wanted.Quantity < _instrument.MinQuantity)
        {
            return Unresolved(leg, $"Its quantity, {Explain.Number(wanted.Quantity)}, is below the venue's minimum of "
                + $"{Explain.Number(_instrument.MinQuantity.Value)}.", Severity.Warning);
        }

        bool isExempt = wanted.IsReduceOnly && !_instrument.IsSpot;
        decimal? price = wanted.Price ?? wanted.TriggerPrice ?? situation.Mark;
        return !isExempt && price is { } at && _instrument.WorthOf(wanted.Quantity, at) is var worth
            && worth < _instrument.MinNotional
            ? Unresolved(leg, $"{Explain.Number(wanted.Quantity)} at {Explain.Number(at)} is worth "
                + $"{Explain.Number(worth)}, below the venue's minimum of "
                + $"{Explain.Number(_instrument.MinNotional.Value)}.", Severity.Warning)
            : null;
    }

    /// <summary>Makes the order of a leg no greater than the venue takes. That more is owed is said; it follows when
    /// that order has executed.</summary>
    internal IEnumerable<ExitDecision> Cut(IEnumerable<ExitLegWork> legs)
    {
        foreach (ExitLegWork leg in legs)
        {
            if (Most(ExitIntents.TypeOf(leg.Leg)) is { } most && leg.Outstanding > most)
            {
                leg.Beyond = leg.Outstanding - most;
                yield return Unresolved(leg, $"Its quantity, {Explain.Number(leg.Outstanding)}, is above the venue's "
                    + $"maximum of {Explain.Number(most)} for one order: {Explain.Number(leg.Beyond)} are left out.",
                    leg.IsLoss ? Severity.Critical : Severity.Warning);
                leg.Outstanding = most;
            }
        }
    }

    /// <summary>The order, no greater than the venue takes one of its type.</summary>
    internal OrderIntent Within(OrderIntent order) =>
        Most(order.Type) is { } most && order.Quantity > most ? order with { Quantity = most } : order;

    /// <summary>A maximum of less than one step bounds nothing that could be sent.</summary>
    private decimal? Most(OrderType type) =>
        _instrument.MaxQuantityOf(type) is { } most
            && ExitPrices.Floor(most, _instrument.QuantityIncrement) is > 0m and var whole ? whole : null;

    private static ExitDecision Unresolved(ExitLegWork leg, string why, Severity severity) => new()
    {
        Kind = ExitDecisionKind.Unresolved, Leg = leg.Leg, Order = leg.Last, Why = why, Severity = severity,
    };
}
