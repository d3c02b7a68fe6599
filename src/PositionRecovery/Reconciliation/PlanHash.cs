namespace PositionRecovery;

/// <summary>The content of a plan as a hash: all that it would do, ask and say, and none of the moments at which it was
/// observed, so that the same plan made a minute later has the same id.</summary>
internal static class PlanHash
{
    internal static string Of(
        IReadOnlyList<Discrepancy> diff,
        List<SyntheticOrder> synthetic,
        List<ExecutionEvent> events,
        IReadOnlyList<Question> questions,
        IReadOnlyList<InstrumentVerdict> verdicts)
    {
        using var hash = new ContentId();
        foreach (Discrepancy d in diff)
        {
            Add(hash, "difference", d.Kind, d.Severity, d.Account, d.Instrument, d.Side, d.Order, d.Asset, d.Action,
                d.Cached, d.Venue);
        }

        foreach (SyntheticOrder s in synthetic)
        {
            Add(hash, "synthetic", s.Id, s.SignedQuantity, s.Price, s.PriceLevel);
        }

        foreach (ExecutionEvent e in events)
        {
            Add(hash, e);
        }

        foreach (Question q in questions)
        {
            Add(hash, "question", q.Query.Kind, q.Query.Account, q.Query.Instrument,
                (q.Query as OrderQuery)?.ClientOrder, (q.Query as OrderQuery)?.VenueOrder,
                    (q.Query as OpenOrdersQuery)?.Class);
        }

        foreach (InstrumentVerdict v in verdicts)
        {
            if (v.Verdict != Verdict.Verified || v.IsPending)
            {
                Add(hash, "verdict", v.Account, v.Instrument, v.Side, v.Verdict, v.IsPending, v.IsWithheld);
            }
        }

        return hash.Finish();
    }

    private static void Add(ContentId hash, ExecutionEvent happened)
    {
        hash.Add(happened.Kind);
        switch (happened)
        {
            case OrderImportedEvent e:
                OrderIntent i = e.Order.Intent;
                Add(hash, i.Id, i.Strategy, i.Account, i.Instrument, i.Side, i.Type, i.Quantity, i.Price,
                    i.TriggerPrice,
                    i.PositionSide, i.Action, i.IsReduceOnly, i.Class, i.TimeInForce, e.Order.Status,
                        e.Order.VenueOrder,
                    e.Order.Origin, e.Order.IsExternal, e.Order.Filled, e.Order.AveragePrice);
                break;
            case OrderFilledEvent e:
                FillSnapshot f = e.Fill;
                Add(hash, f.Trade, f.Order, f.Account, f.Instrument, f.Side, f.Quantity, f.Price, f.Fee, f.FeeAsset,
                    f.IsPlaceholder, f.IsPriceUnknown, f.Offsets);
                foreach (FillAllocation share in f.Allocations)
                {
                    Add(hash, share.Strategy, share.Quantity);
                }

                break;
            case CostBasisRestatedEvent e:
                Add(hash, e.Key, e.Strategy, e.AveragePrice);
                break;
            case PositionRestatedEvent e:
                Add(hash, e.Key, e.Ratio);
                break;
            case PositionReconciledEvent e:
                Add(hash, e.Key);
                break;
            case BalanceChangedEvent e:
                Add(hash, e.Balance.Account, e.Balance.Asset, e.Balance.Total, e.Balance.Available, e.Balance.External);
                break;
            case AccountChangedEvent e:
                Add(hash, e.Account.Account, e.Account.Identity, e.Account.Mode);
                break;
            case InstrumentDefinedEvent e:
                InstrumentDefinition d = e.Definition;
                Add(hash, d.Id, d.PriceIncrement, d.QuantityIncrement, d.Multiplier, d.QuoteAsset, d.BaseAsset,
                    d.IsInverse, d.IsSpot, d.MinQuantity, d.MaxQuantity, d.MaxMarketQuantity, d.MinNotional);
                break;
            case OrderEvent e:
                AddOrderEvent(hash, e);
                break;
            default:
                break;
        }
    }

    private static void AddOrderEvent(ContentId hash, OrderEvent happened)
    {
        Add(hash, happened.Order, happened.Account, happened.Instrument);
        switch (happened)
        {
            case OrderUpdatedEvent e:
                Add(hash, e.Quantity, e.Price, e.TriggerPrice, e.VenueOrder);
                break;
            case OrderAcceptedEvent e:
                Add(hash, e.VenueOrder);
                break;
            case OrderTriggeredEvent e:
                Add(hash, e.VenueOrder);
                break;
            case PlaceholderReducedEvent e:
                Add(hash, e.Placeholder, e.RemainingQuantity, e.RemainingPrice);
                break;
            case OrderCanceledEvent e:
                Add(hash, e.IsInferred);
                break;
            case OrderRejectedEvent e:
                Add(hash, e.IsInferred);
                break;
            default:
                break;
        }
    }

    private static void Add(ContentId hash, params ReadOnlySpan<object?> values)
    {
        foreach (object? value in values)
        {
            hash.Add(value switch
            {
                null => string.Empty,
                decimal number => ContentId.Text(number),
                BookKey key => $"{key.Account}|{key.Instrument}|{key.Side}",
                _ => value.ToString() ?? string.Empty,
            });
        }
    }
}
