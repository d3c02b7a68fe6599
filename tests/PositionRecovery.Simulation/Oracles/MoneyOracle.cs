namespace PositionRecovery.Simulation;

/// <summary>What the venue's own executions add up to in money, in the plain order in which they happened: average cost,
/// realised profit and fees of each owner. Only where nobody else traded.</summary>
internal static class MoneyOracle
{
    // Far below anything money has, far above the last digits of a decimal.
    private const decimal Cent = 0.000000000000001m;

    internal static void Check(World world, Process process, CachedSnapshot books, List<string> wrong)
    {
        Funding(world, process, wrong);
        if (world.Options.HistoryMinutes is not null || (world.Options.PurgesSoon && world.ClockAhead > TimeSpan.Zero))
        {
            return; // what the venue forgot, and what a clock set ahead purges before it was read, was estimated
        }

        var plain = new Dictionary<PositionKey, PlainBook>();
        foreach (FillReport fill in world.Venue.FillsOf(World.Account))
        {
            if (!world.Watch.Touched.Contains(fill.Instrument) && fill.ClientOrder is { } id
                && world.Watch.Intents.GetValueOrDefault(id) is { } intent)
            {
                if (!plain.TryGetValue(intent.Position, out PlainBook? book))
                {
                    plain.Add(intent.Position, book = new PlainBook());
                }

                book.Add(fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity, fill.Price, fill.Fee);
            }
        }

        foreach ((PositionKey key, PlainBook book) in plain)
        {
            PositionSnapshot? owner = books.Positions.FirstOrDefault(p => p.Key == key);
            Differs(key, "profit", book.Profit, owner?.RealizedPnl ?? 0m, wrong);
            Differs(key, "fees", book.Fees, owner?.Fees ?? 0m, wrong);
            if (book.Quantity != 0m)
            {
                Differs(key, "average price", book.Cost / book.Quantity, owner?.AveragePrice ?? 0m, wrong);
            }
        }
    }

    /// <summary>A payment counts once, however often it is told.</summary>
    private static void Funding(World world, Process process, List<string> wrong)
    {
        Dictionary<TradeId, decimal> flows = world.Venue.CashFlowsOf(World.Account)
            .ToDictionary(static f => f.Id, static f => f.Amount);
        foreach (PositionLife life in process.Coordinator.State.ReadState().Lives.Where(static l => l.CashFlows.Count > 0))
        {
            decimal told = life.CashFlows.Distinct().Sum(id => flows.GetValueOrDefault(id));
            if (world.Options.Strategies == 1 && !world.Watch.Touched.Contains(life.Key.Instrument) && life.Funding != told)
            {
                wrong.Add(FormattableString.Invariant($"the funding of {life.Key} is {told:G29} there and {life.Funding:G29} here"));
            }
        }
    }

    /// <summary>After a pass over everything all that was ever paid is counted, whether anybody was there or not.
    /// </summary>
    internal static IEnumerable<string> MissingFunding(World world, Process process)
    {
        if (world.Options is not { Mode: PositionMode.Netting, HistoryMinutes: null } || world.ClockAhead > TimeSpan.Zero
            || world.Watch.WasHidden || world.Watch.IsSplit)
        {
            yield break; // a life whose beginning is estimated may begin at another time
        }

        IReadOnlyList<PositionLife> lives = process.Coordinator.State.ReadState().Lives;
        foreach (var paid in world.Venue.CashFlowsOf(World.Account).Where(static f => f.FlowKind == CashFlowKind.Funding)
            .GroupBy(static f => f.Instrument!.Value))
        {
            decimal there = paid.Sum(static f => f.Amount);
            decimal here = lives.Where(l => l.Key.Instrument == paid.Key).Sum(static l => l.Funding);
            if (there != here)
            {
                yield return FormattableString.Invariant($"{there:G29} of funding was paid for {paid.Key} and {here:G29} is counted");
            }
        }
    }

    private static void Differs(PositionKey key, string what, decimal there, decimal here, List<string> wrong)
    {
        if (Math.Abs(there - here) > Cent)
        {
            wrong.Add(FormattableString.Invariant($"the {what} of {key} is {there:G29} there and {here:G29} here"));
        }
    }

    private sealed class PlainBook
    {
        internal decimal Quantity { get; private set; }

        internal decimal Cost { get; private set; }

        internal decimal Profit { get; private set; }

        internal decimal Fees { get; private set; }

        internal void Add(decimal signed, decimal price, decimal fee)
        {
            Fees += fee;
            decimal closed = Quantity * signed < 0m ? Math.Min(Math.Abs(Quantity), Math.Abs(signed)) : 0m;
            if (closed > 0m)
            {
                decimal part = Quantity > 0m ? closed : -closed;
                decimal cost = Cost * part / Quantity;
                Profit += (part * price) - cost;
                Cost -= cost;
                Quantity -= part;
                signed += part;
            }

            Cost += signed * price;
            Quantity += signed;
        }
    }
}
