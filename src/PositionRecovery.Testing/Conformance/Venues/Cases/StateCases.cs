namespace PositionRecovery.Testing;

/// <summary>Positions, balances, prices and the account.</summary>
internal static class StateCases
{
    internal static Task ProfileIsConstant(VenueStage stage)
    {
        Claim.Same(stage.Profile.Venue, stage.Profile.Venue, "The venue");
        Claim.That(stage.Profile.Accounts.Contains(stage.Account), $"The profile lacks the account {stage.Account}.");
        Claim.That(stage.Profile.Accounts.SequenceEqual(stage.Profile.Accounts), "The accounts change.");
        return Task.CompletedTask;
    }

    internal static async Task EveryKindIsAnswered(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene()).ConfigureAwait(false);
        DateTimeOffset from = stage.Now.AddMinutes(-1);
        VenueQuery[] queries =
        [
            new PositionsQuery { Account = stage.Account },
            new OpenOrdersQuery { Account = stage.Account },
            new OrderHistoryQuery { Account = stage.Account, Instrument = stage.First.Id, From = from },
            new OrderQuery { Account = stage.Account, Instrument = stage.First.Id, ClientOrder = new("conf-0") },
            new FillsQuery { Account = stage.Account, Instrument = stage.First.Id, From = from },
            new BalancesQuery { Account = stage.Account },
            new CashFlowsQuery { Account = stage.Account, From = from },
            new MarksQuery { Account = stage.Account, Instrument = stage.First.Id },
            new InstrumentsQuery { Account = stage.Account, Instrument = stage.First.Id },
            new AccountQuery { Account = stage.Account },
        ];
        foreach (VenueQuery query in queries)
        {
            VenueAnswer answer = await stage.AskAsync(query).ConfigureAwait(false);
            Claim.That(ReferenceEquals(query, answer.Query) || query == answer.Query, $"{query} became another query.");
            Claim.That(
                answer.Coverage.Status is CoverageStatus.Complete or CoverageStatus.Partial
                    or CoverageStatus.Unsupported,
                $"{query}: {answer.Coverage.Status}, {answer.Coverage.Reason}");
            Claim.That(
                answer.Reports.All(r => r.Account == stage.Account), $"{query}: rows of another account.");
        }
    }

    internal static async Task SameAtOnce(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(3m)] }).ConfigureAwait(false);
        var query = new PositionsQuery { Account = stage.Account };
        VenueAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, stage.Profile.MaxParallelQueries)
            .Select(_ => VenueStageBeside(stage, query))).ConfigureAwait(false);
        Claim.That(
            answers.All(static a => a.Coverage.IsComplete
                && a.Reports.Count(static r => r is PositionReport { Quantity: not 0m }) == 1),
            "The answers of one moment differ.");
    }

    internal static async Task Cancelled(VenueStage stage)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        await Claim.ThrowsAsync<OperationCanceledException>(
            async () => await stage.Fixture.Ports.Reports.QueryAsync(
                new PositionsQuery { Account = stage.Account }, source.Token).ConfigureAwait(false),
            "A query cancelled before it starts").ConfigureAwait(false);
    }

    internal static async Task PositionIsShown(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(-3m)] }).ConfigureAwait(false);
        PositionReport found = (await PositionsAsync(stage).ConfigureAwait(false)).Single();
        Claim.Same(-3m * stage.First.QuantityIncrement, found.Quantity, "The quantity of a short position");
        Claim.Same(PositionSide.Net, found.Side, "The side");
        Claim.That(found.AveragePrice is null or 95m, $"The average price is {found.AveragePrice}, not 95.");
    }

    internal static async Task FlatIsAbsent(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene()).ConfigureAwait(false);
        Claim.Same(0, (await PositionsAsync(stage).ConfigureAwait(false)).Length, "Open positions");
    }

    internal static async Task PositionsOfOneInstrument(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Positions = [stage.Position(3m), stage.Position(5m) with { Instrument = stage.Second.Id }],
        }).ConfigureAwait(false);
        IReadOnlyList<PositionReport> rows = await stage.ReadAsync<PositionReport>(
            new PositionsQuery { Account = stage.Account, Instrument = stage.Second.Id }).ConfigureAwait(false);
        Claim.Same(5m * stage.First.QuantityIncrement, rows.Single(static r => r.Quantity != 0m).Quantity,
            "The quantity");
        Claim.That(rows.All(r => r.Instrument == stage.Second.Id), "There are rows of another instrument.");
    }

    internal static async Task LegsAreApart(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Mode = PositionMode.Hedging,
            Positions = [stage.Position(3m, PositionSide.Long), stage.Position(-3m, PositionSide.Short)],
        }).ConfigureAwait(false);
        PositionReport[] rows = await PositionsAsync(stage).ConfigureAwait(false);
        Claim.Same(2, rows.Length, "Equal and opposite legs: open positions");
        Claim.Same(3m * stage.First.QuantityIncrement, rows.Single(static r => r.Side == PositionSide.Long).Quantity,
            "The long leg");
        Claim.Same(-3m * stage.First.QuantityIncrement, rows.Single(static r => r.Side == PositionSide.Short).Quantity,
            "The short leg, which is negative");
        AccountReport account = (await stage.ReadAsync<AccountReport>(
            new AccountQuery { Account = stage.Account }).ConfigureAwait(false)).Single();
        Claim.Same(PositionMode.Hedging, account.Mode, "The position mode");
    }

    internal static async Task AccountIsTheSame(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Mode = PositionMode.Netting }).ConfigureAwait(false);
        var query = new AccountQuery { Account = stage.Account };
        AccountReport first = (await stage.ReadAsync<AccountReport>(query).ConfigureAwait(false)).Single();
        AccountReport second = (await stage.ReadAsync<AccountReport>(query).ConfigureAwait(false)).Single();
        Claim.Same(PositionMode.Netting, first.Mode, "The position mode");
        Claim.That(!string.IsNullOrEmpty(first.Identity), "The account has no identity.");
        Claim.Same(first.Identity, second.Identity, "The identity of the account");
    }

    internal static async Task BalancesAreShown(VenueStage stage)
    {
        var balance = new BalanceReport { Account = stage.Account, Asset = stage.First.QuoteAsset, Total = 1_234.5m };
        await stage.ArrangeAsync(stage.Scene() with { Balances = [balance] }).ConfigureAwait(false);
        IReadOnlyList<BalanceReport> rows = await stage.ReadAsync<BalanceReport>(
            new BalancesQuery { Account = stage.Account }).ConfigureAwait(false);
        Claim.Same(1_234.5m, rows.Single(r => r.Asset == stage.First.QuoteAsset).Total, "The balance");
    }

    internal static async Task MarksAreShown(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene()).ConfigureAwait(false);
        IReadOnlyList<MarkReport> rows = await stage.ReadAsync<MarkReport>(
            new MarksQuery { Account = stage.Account, Instrument = stage.First.Id }).ConfigureAwait(false);
        MarkReport row = rows.Single(r => r.Instrument == stage.First.Id);
        Claim.That(row.Mark is 100m || row is { Bid: > 0m, Ask: > 0m }, $"There is no price: {row}");
    }

    internal static async Task InstrumentsAreShown(VenueStage stage)
    {
        IReadOnlyList<InstrumentReport> rows = await stage.ReadAsync<InstrumentReport>(
            new InstrumentsQuery { Account = stage.Account, Instrument = stage.First.Id }).ConfigureAwait(false);
        InstrumentDefinition found = rows.Single(r => r.Definition.Id == stage.First.Id).Definition;
        Claim.Same(stage.First.QuantityIncrement, found.QuantityIncrement, "The quantity increment");
        Claim.Same(stage.First.PriceIncrement, found.PriceIncrement, "The price increment");
        Claim.Same(stage.First.IsInverse, found.IsInverse, "Whether it is inverse");
        Claim.Same(stage.First.Multiplier, found.Multiplier, "The multiplier");
        Bound(stage.First.MinQuantity, found.MinQuantity, "The minimum quantity");
        Bound(stage.First.MaxQuantity, found.MaxQuantity, "The maximum quantity");
        Bound(stage.First.MaxMarketQuantity, found.MaxMarketQuantity, "The maximum quantity at the market");
        Bound(stage.First.MinNotional, found.MinNotional, "The minimum notional");
    }

    /// <summary>Bounds that the fixture does not state may be anything.</summary>
    private static void Bound(decimal? stated, decimal? found, string what)
    {
        if (stated is not null)
        {
            Claim.Same(stated, found, what);
        }
    }

    private static async Task<VenueAnswer> VenueStageBeside(VenueStage stage, VenueQuery query)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await stage.AskAsync(query).ConfigureAwait(false);
    }

    private static async Task<PositionReport[]> PositionsAsync(VenueStage stage) =>
    [
        .. (await stage.ReadAsync<PositionReport>(new PositionsQuery { Account = stage.Account })
            .ConfigureAwait(false)).Where(static r => r.Quantity != 0m),
    ];
}
