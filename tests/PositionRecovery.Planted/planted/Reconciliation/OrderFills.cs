namespace PositionRecovery;

/// <summary>The executions of one order: those that are listed are applied, those that are only counted are inferred.
/// </summary>
internal sealed class OrderFills
{
    private readonly OrderWork _work;

    internal OrderFills(OrderWork work) => _work = work;

    internal void Apply()
    {
        if (!_work.Settler.ByOrder.Remove(_work.Case, out List<FillSnapshot>? fills))
        {
            return;
        }

        foreach (FillSnapshot fill in fills)
        {
            _work.Case.Emit(new OrderFilledEvent { Fill = fill, At = fill.At });
        }
    }

    /// <summary>The venue counts executions that it does not list: one placeholder stands for them.</summary>
    internal void Infer()
    {
        if (_work.Report is null || _work.Case.HasQuarantinedFill)
        {
            return;
        }

        decimal known = _work.Case.Draft.Filled;
        decimal? reported = _work.Report.Filled
            ?? (_work.State == VenueOrderState.Filled ? _work.Report.Report.Quantity is { } q and > 0m ? q
                : _work.Case.Draft.Intent.Quantity : null);
        if (reported < known)
        {
            ReportLessFilled(reported.Value);
            return;
        }

        if (reported is not { } total || total == known)
        {
            return;
        }

        if (IsRejectedOverfill(total))
        {
            return;
        }

        FillSnapshot fill = InferredFill.Of(_work, _work.Report, total, out PriceLevel level);
        _work.Case.Emit(new OrderFilledEvent
        {
            Fill = fill,
            At = fill.At,
            Cause = "the venue counts executions that it does not list",
        });
        _work.Settler.ReplaceByInferred(_work.Case.Order, fill);
        if (level != PriceLevel.Calculated)
        {
            _work.Position.Estimates.Add($"the price of {Explain.Fill(fill)} on order {_work.Id} is estimated");
        }

        _work.Differ(DiscrepancyKind.InferredFill, Severity.Warning, DiscrepancyAction.Applied,
            $"The venue counts {Explain.Number(total)} executed on order {_work.Id}, its listed executions "
            + $"add up to {Explain.Number(known)}: {Explain.Fill(fill)} stands for the rest until they are listed "
            + $"(price level {level}).");
    }

    private bool IsRejectedOverfill(decimal total)
    {
        decimal quantity = _work.Case.Draft.Intent.Quantity;
        if (quantity == 0m || total <= quantity)
        {
            return false;
        }

        bool isRejected = _work.Context.Policy.Overfills == OverfillPolicy.Reject;
        _work.Differ(DiscrepancyKind.Overfill, Severity.Critical,
            isRejected ? DiscrepancyAction.Withheld : DiscrepancyAction.Applied,
            $"The venue counts {Explain.Number(total)} executed on order {_work.Id} of "
            + $"{Explain.Number(quantity)}{(isRejected ? "; the excess is not taken in" : string.Empty)}.");
        if (isRejected)
        {
            _work.Position.Problems.Add($"order {_work.Id} is overfilled and the excess is not taken in");
        }

        return isRejected;
    }

    private void ReportLessFilled(decimal reported)
    {
        bool isBehind = _work.IsOlderThanBooks || _work.Case.Draft.Fills.Any(f =>
            f.At >= _work.Report!.Sighting.HoldsUntil);
        int reads = _work.Case.Sightings.Where(s => (s.Report.Filled ?? 0m) < _work.Case.Draft.Filled)
            .Select(static s => s.HoldsUntil).Distinct().Count();
        Severity severity = isBehind ? Severity.Info : reads >= 2 ? Severity.Critical : Severity.Warning;
        _work.Differ(DiscrepancyKind.OrderStatus, severity, DiscrepancyAction.Reported,
            $"The venue counts {Explain.Number(reported)} executed on order {_work.Id}, the books "
            + $"{Explain.Number(_work.Case.Draft.Filled)}; "
            + (isBehind ? "the read is older than the books." : "executions are never taken back without a report."));
        if (severity == Severity.Warning && !_work.Case.Draft.IsTerminal)
        {
            _work.Position.Ask(AbsenceRules.AskForOrder(_work.Case.Order).Query,
                $"Order {_work.Id} shows less executed than the books; a second read must tell.");
        }
    }

    /// <summary>The venue calls it filled at less than our quantity: that is the quantity it was filled at.</summary>
    internal void Complete()
    {
        if (_work.Case.Draft.Status != OrderStatus.Filled && _work.Case.Draft.Filled > 0m
            && !_work.Case.HasQuarantinedFill)
        {
            _work.Emit(_work.Named(new OrderUpdatedEvent
            {
                Order = _work.Id,
                Quantity = _work.Case.Draft.Filled,
                At = _work.At,
                Cause = "the venue calls it filled at this quantity",
            }));
        }

        if (!_work.Case.Draft.IsTerminal && !_work.Case.HasQuarantinedFill)
        {
            _work.Position.Ask(
                AbsenceRules.AskForOrder(_work.Case.Order).Query,
                $"Order {_work.Id} is called filled, and no report says how much.");
        }
    }
}
