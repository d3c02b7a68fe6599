namespace PositionRecovery.Testing;

/// <summary>Queries while something is wrong.</summary>
internal static class TroubleCases
{
    internal static async Task FailureIsNoAnswer(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(3m)] }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.Fail)).ConfigureAwait(false);
        Claim.That(
            await stage.TryAskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false) is null,
            "A query that failed was answered.");
    }

    internal static async Task TimeOutIsNoAnswer(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(3m)] }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.TimeOutBefore)).ConfigureAwait(false);
        Claim.That(
            await stage.TryAskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false) is null,
            "A query that timed out was answered.");
    }

    internal static async Task CutIsNotComplete(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [.. Enumerable.Range(1, 6).Select(i => stage.Fill(i, TimeSpan.FromMinutes(8 - i)))],
        }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.CutPage) with { Call = VenueCallKind.Fills })
            .ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        }).ConfigureAwait(false);
        ClaimsWhatItShows(answer, [.. Enumerable.Range(1, 6).Select(i => stage.Now.AddMinutes(i - 8))]);
    }

    /// <summary>A venue may give pages of the length it has by default, whatever is asked for.</summary>
    internal static async Task ShortPagesAreReadOn(VenueStage stage)
    {
        const int Count = 1_200;
        FillReport[] fills =
            [.. Enumerable.Range(0, Count).Select(i => stage.Fill(100 + i, TimeSpan.FromSeconds(Count - i + 10)))];
        CashFlowReport[] flows = [.. fills.Select(f => new CashFlowReport
        {
            Account = stage.Account,
            Id = f.Trade,
            FlowKind = CashFlowKind.Funding,
            Asset = stage.First.QuoteAsset,
            Instrument = stage.First.Id,
            Amount = 1m,
            At = f.At,
        })];
        await stage.ArrangeAsync(stage.Scene() with { Fills = fills, CashFlows = flows }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.ShortPages) with { Rows = 500 }).ConfigureAwait(false);
        DateTimeOffset from = stage.Now.AddHours(-1);
        foreach (VenueQuery query in (VenueQuery[])
            [
                new FillsQuery { Account = stage.Account, Instrument = stage.First.Id, From = from },
                new CashFlowsQuery { Account = stage.Account, From = from },
            ])
        {
            VenueAnswer? answer = await stage.TryAskAsync(query).ConfigureAwait(false);
            ClaimsWhatItShows(answer, [.. fills.Select(static f => f.At)]);
        }
    }

    internal static async Task StaleIsNotRemembered(VenueStage stage)
    {
        DateTimeOffset late = stage.Now.AddSeconds(-1);
        OrderReport order = stage.Order(11, OrderStatus.Accepted) with { CreatedAt = late, UpdatedAt = late };
        FillReport[] trades = [stage.Fill(1, TimeSpan.FromMinutes(3)), stage.Fill(2, TimeSpan.FromSeconds(1))];
        await stage.ArrangeAsync(stage.Scene() with { Orders = [order], Fills = trades }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.Lag) with { Time = TimeSpan.FromSeconds(30) })
            .ConfigureAwait(false);
        var fills = new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        };
        var open = new OpenOrdersQuery { Account = stage.Account };
        var one = new OrderQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, VenueOrder = order.VenueOrder,
        };
        Claim.Same(1, (await stage.TryAskAsync(fills).ConfigureAwait(false))?.Reports.Count ?? 1, "Stale executions");
        Claim.Same(0, (await stage.TryAskAsync(open).ConfigureAwait(false))?.Reports.Count ?? 0, "Stale orders");
        Claim.Same(0, (await stage.TryAskAsync(one).ConfigureAwait(false))?.Reports.Count ?? 0, "Stale orders by id");

        await stage.Fixture.AdvanceAsync(TimeSpan.FromMinutes(1), stage.Token).ConfigureAwait(false);

        Claim.Same(2, (await stage.ReadAsync<FillReport>(fills).ConfigureAwait(false)).Count, "The executions");
        Claim.Same(1, (await stage.ReadAsync<OrderReport>(open).ConfigureAwait(false)).Count, "The working orders");
        Claim.Same(1, (await stage.ReadAsync<OrderReport>(one).ConfigureAwait(false)).Count, "Orders found by id");
    }

    internal static async Task RepeatedRowsAreOne(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [.. Enumerable.Range(1, 3).Select(i => stage.Fill(i, TimeSpan.FromMinutes(8 - i)))],
        }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.Duplicate) with { Call = VenueCallKind.Fills })
            .ConfigureAwait(false);
        IReadOnlyList<FillReport> fills = await stage.ReadAsync<FillReport>(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        }).ConfigureAwait(false);
        Claim.Same(3, fills.DistinctBy(static f => f.Key).Count(), "Executions that were sent twice each");
        Claim.Same(3, fills.Distinct().Count(), "What executions that were sent twice say");
    }

    internal static async Task UnknownWordsStayUnknown(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Orders = [stage.Order(11, OrderStatus.Accepted)] })
            .ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.WrongRows) with
        {
            Call = VenueCallKind.OpenOrders,
            Change = static r => r is OrderReport order
                ? order with { Status = OrderStatus.Unknown, RawStatus = "NO_SUCH_STATUS" }
                : r,
        }).ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(new OpenOrdersQuery { Account = stage.Account })
            .ConfigureAwait(false);
        Claim.That(
            answer is null || !answer.Coverage.IsComplete
                || (answer.Reports is [OrderReport { Status: OrderStatus.Unknown }]),
            "An order with a status that nobody knows was given another one, or left out.");
    }

    internal static async Task LimitTellsWhen(VenueStage stage)
    {
        await stage.InjectAsync(Lasting(VenueFaultKind.TooManyRequests) with { Time = TimeSpan.FromSeconds(30) })
            .ConfigureAwait(false);
        VenueException error = await Claim.ThrowsAsync<VenueException>(
            async () => await stage.AskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false),
            "A query beyond the limit").ConfigureAwait(false);
        Claim.That(error.RetryAfter > TimeSpan.Zero, "It is not told how long to wait.");
    }

    internal static async Task BanTellsWhen(VenueStage stage)
    {
        await stage.InjectAsync(Lasting(VenueFaultKind.Ban) with { Time = TimeSpan.FromMinutes(2) })
            .ConfigureAwait(false);
        VenueException error = await Claim.ThrowsAsync<VenueException>(
            async () => await stage.AskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false),
            "A query while banned").ConfigureAwait(false);
        Claim.That(error.RetryAfter > TimeSpan.Zero, "It is not told how long the ban lasts.");
    }

    /// <param name="answer">The answer; <c>null</c> when there was none, which claims nothing.</param>
    /// <param name="times">When what was asked for happened.</param>
    private static void ClaimsWhatItShows(VenueAnswer? answer, DateTimeOffset[] times)
    {
        DateTimeOffset[] shown = [.. answer?.Reports.Distinct().Select(static r => r switch
        {
            FillReport fill => fill.At,
            CashFlowReport flow => flow.At,
            _ => DateTimeOffset.MinValue,
        }) ?? []];
        Claim.That(
            answer is null || shown.Length == times.Length || !answer.Coverage.IsComplete,
            $"{shown.Length} of {times.Length} are shown, and the answer claims to be complete ({answer?.Query}).");
        Claim.That(
            answer?.Coverage.From is not { } from || shown.Count(t => t >= from) == times.Count(t => t >= from),
            $"The answer claims to speak of a time that it does not show ({answer?.Query}).");
    }

    private static VenueFault Lasting(VenueFaultKind kind) => new() { Kind = kind, Times = null };
}
