namespace PositionRecovery.Testing;

/// <summary>Executions, cash flows and bars.</summary>
internal static class HistoryCases
{
    internal static async Task FillsKeepTheirKeys(VenueStage stage)
    {
        FillReport buy = stage.Fill(7, TimeSpan.FromMinutes(3));
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [buy, buy with { Side = OrderSide.Sell, VenueOrder = VenueStage.Id(8) },
                stage.Fill(7, TimeSpan.FromMinutes(2), stage.Second)],
        }).ConfigureAwait(false);
        IReadOnlyList<FillReport> first = await FillsAsync(stage, stage.First, 10).ConfigureAwait(false);
        IReadOnlyList<FillReport> second = await FillsAsync(stage, stage.Second, 10).ConfigureAwait(false);
        Claim.Same(2, first.DistinctBy(static f => f.Key).Count(), "The rows of a trade with oneself");
        Claim.Same(1, second.Count, "The executions of the other instrument");
        Claim.Same(
            3,
            first.Concat(second).DistinctBy(static f => f.Key).Count(),
            "Executions that have a trade id in common");
    }

    internal static async Task FillsAreWhole(VenueStage stage)
    {
        FillReport fill = stage.Fill(5, TimeSpan.FromMinutes(3)) with
        {
            Fee = 0.04m,
            FeeAsset = stage.First.QuoteAsset,
        };
        await stage.ArrangeAsync(stage.Scene() with { Fills = [fill] }).ConfigureAwait(false);
        FillReport found = (await FillsAsync(stage, stage.First, 10).ConfigureAwait(false)).Single();
        Claim.Same(fill.Quantity, found.Quantity, "The quantity");
        Claim.Same(fill.Price, found.Price, "The price");
        Claim.Same(fill.Side, found.Side, "The side");
        Claim.Same(fill.Fee, found.Fee, "The fee");
        Claim.Same(fill.FeeAsset, found.FeeAsset, "The asset of the fee");
        Claim.Same(fill.VenueOrder, found.VenueOrder, "The venue order id");
        Claim.That((fill.At - found.At).Duration() < TimeSpan.FromMilliseconds(1), $"The time is {found.At}.");
    }

    internal static async Task FillsSinceATime(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [stage.Fill(1, TimeSpan.FromMinutes(20)), stage.Fill(2, TimeSpan.FromMinutes(3))],
        }).ConfigureAwait(false);
        var query = new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        };
        VenueAnswer answer = await stage.AskAsync(query).ConfigureAwait(false);
        Claim.Same(CoverageStatus.Complete, answer.Coverage.Status, "The coverage");
        Claim.That(answer.Coverage.From <= query.From, "The answer reaches back less far than it was asked.");
        Claim.That(
            answer.Reports.Cast<FillReport>().Any(static f => f.Trade.Value == "2"),
                "The execution asked for is missing.");
    }

    internal static async Task ManyFillsAreAllShown(VenueStage stage)
    {
        const int Count = 2_500;
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [.. Enumerable.Range(0, Count).Select(i =>
                stage.Fill(100 + i, TimeSpan.FromSeconds(Count - i + 10)))],
        }).ConfigureAwait(false);
        VenueAnswer answer = await stage.AskAsync(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddHours(-1),
        }).ConfigureAwait(false);
        int shown = answer.Reports.Cast<FillReport>().DistinctBy(static f => f.Key).Count();
        Claim.That(
            shown == Count || !answer.Coverage.IsComplete,
            $"{shown} of {Count} executions are shown, and the answer claims to be complete.");
        int since = answer.Coverage.From is { } from
            ? answer.Reports.Cast<FillReport>().Count(f => f.At >= from)
            : 0;
        int due = Enumerable.Range(0, Count).Count(
            i => stage.Now - TimeSpan.FromSeconds(Count - i + 10) >= answer.Coverage.From);
        Claim.That(since >= due, $"From {answer.Coverage.From} on {since} of {due} executions are shown.");
    }

    internal static async Task FillsBeyondRetention(VenueStage stage)
    {
        if (stage.Profile.HistoryRetention is not { } kept)
        {
            return;
        }

        await stage.ArrangeAsync(stage.Scene() with { Fills = [stage.Fill(1, kept + TimeSpan.FromHours(1))] })
            .ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now - kept - TimeSpan.FromHours(2),
        }).ConfigureAwait(false);
        Claim.That(
            answer is null || answer.Reports.Count == 1 || !answer.Coverage.IsComplete,
            "An answer that cannot reach back as far as it was asked claims to be complete.");
        Claim.That(
            answer is null || answer.Reports.Count == 1
                || answer.Coverage.From > stage.Now - kept - TimeSpan.FromHours(1),
            "The answer claims to speak of a time that it does not show.");
    }

    internal static async Task CashFlowsAreShown(VenueStage stage)
    {
        var flow = new CashFlowReport
        {
            Account = stage.Account,
            Id = new TradeId("41"),
            FlowKind = CashFlowKind.Funding,
            Asset = stage.First.QuoteAsset,
            Instrument = stage.First.Id,
            Amount = -1.5m,
            At = stage.Now.AddMinutes(-3),
        };
        await stage.ArrangeAsync(stage.Scene() with { CashFlows = [flow] }).ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(
            new CashFlowsQuery { Account = stage.Account, From = stage.Now.AddMinutes(-10) }).ConfigureAwait(false);
        if (answer is not null)
        {
            CashFlowReport found = answer.Reports.Cast<CashFlowReport>().Single();
            Claim.Same(CashFlowKind.Funding, found.FlowKind, "The kind");
            Claim.Same(-1.5m, found.Amount, "The amount paid, which is negative");
        }
    }

    internal static async Task BarsAreInOrder(VenueStage stage)
    {
        if (stage.Fixture.Ports.History is null)
        {
            return;
        }

        await stage.ArrangeAsync(stage.Scene()).ConfigureAwait(false);
        await stage.Fixture.AdvanceAsync(TimeSpan.FromMinutes(5), stage.Token).ConfigureAwait(false);
        DateTimeOffset until = stage.Now;
        List<HistoricalBar> bars = await BarsAsync(stage, until).ConfigureAwait(false);
        Claim.That(bars.Count is > 0 and <= 3, $"{bars.Count} bars for the last three minutes.");
        foreach ((HistoricalBar before, HistoricalBar after) in bars.Zip(bars.Skip(1)))
        {
            Claim.Same(before.CloseTime, after.OpenTime, "The time at which the next bar opens");
        }

        foreach (HistoricalBar bar in bars)
        {
            Claim.That(bar.CloseTime <= until, $"The bar of {bar.OpenTime} is not finished at {until}.");
            Claim.That(
                bar.CloseTime > until - TimeSpan.FromMinutes(4), $"The bar of {bar.OpenTime} is older than asked.");
            Claim.Same(0L, bar.OpenTime.UtcTicks % TimeSpan.TicksPerMinute, "What is left after whole minutes");
            Claim.That(
                bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close),
                $"The prices of a bar do not agree: {bar}");
        }
    }

    internal static async Task BarsFailLoudly(VenueStage stage)
    {
        if (stage.Fixture.Ports.History is not null)
        {
            await stage.InjectAsync(new VenueFault
            {
                Kind = VenueFaultKind.Fail, Call = VenueCallKind.Bars,
                Times = null
            })
                .ConfigureAwait(false);
            await Claim.ThrowsAsync<VenueException>(
                () => BarsAsync(stage, stage.Now), "Bars that cannot be read").ConfigureAwait(false);
        }
    }

    private static Task<IReadOnlyList<FillReport>> FillsAsync(
        VenueStage stage, InstrumentDefinition instrument, int minutes) => stage.ReadAsync<FillReport>(new FillsQuery
        {
            Account = stage.Account, Instrument = instrument.Id, From = stage.Now.AddMinutes(-minutes),
        });

    private static async Task<List<HistoricalBar>> BarsAsync(VenueStage stage, DateTimeOffset until)
    {
        var request = new WarmupRequest
        {
            Instrument = stage.First.Id, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromMinutes(3),
        };
        var bars = new List<HistoricalBar>();
        await foreach (HistoricalBar bar in stage.Fixture.Ports.History!.ReadBarsAsync(request, until, stage.Token)
            .ConfigureAwait(false))
        {
            bars.Add(bar);
        }

        return bars;
    }
}
