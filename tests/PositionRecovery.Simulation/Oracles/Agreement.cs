using System.Globalization;
using System.Text;

namespace PositionRecovery.Simulation;

/// <summary>What must hold when nothing goes wrong any more, judged by the venue's own truth.</summary>
internal static class Agreement
{
    /// <summary>Where books and venue differ, what is not protected, and what is shut; empty when all is right.</summary>
    internal static IReadOnlyList<string> Check(World world, Process process)
    {
        var wrong = new List<string>();
        CachedSnapshot books = process.Coordinator.State.Snapshot();
        HashSet<InstrumentId> stuck = [.. Stuck(world, books)];
        if (world.Watch.IsSplit)
        {
            // What was traded around a split may not be told apart; it is shut then, and says so.
            stuck.UnionWith(World.Instruments.Select(static i => i.Id).Where(i => !IsOpen(world, process, Process.NameOf(0), i)));
        }

        if (process.Coordinator.Phase != RecoveryPhase.Ready)
        {
            wrong.Add($"the recovery is {process.Coordinator.Phase}");
        }

        Positions(world, books, stuck, wrong);
        Orders(world, books, stuck, wrong);
        Owners(world, books, wrong);
        MoneyOracle.Check(world, process, books, wrong);
        Protection(world, process, books, stuck, wrong);
        Gates(world, process, stuck, wrong);
        return wrong;
    }

    /// <summary>Where a person must look, and is told so: at a venue that neither knows client order ids nor can be
    /// asked for them, nobody can tell what became of an order whose answer was lost; an order that the venue had
    /// before the engine's clock says it was intended might be another one; and what the venue forgot before anybody
    /// read it is gone.</summary>
    internal static IReadOnlySet<InstrumentId> Stuck(World world, CachedSnapshot books) =>
        world.Options.Guarantee != SubmitGuarantee.Neither && world.Options.HistoryMinutes is null
            ? new HashSet<InstrumentId>()
            : books.Orders.Where(o => !o.IsTerminal
                && (o.VenueOrder is null || o.Status == OrderStatus.PendingCancel || IsForgotten(world, o)))
                .Select(static o => o.Intent.Instrument).ToHashSet();

    private static bool IsForgotten(World world, OrderSnapshot order) => world.Options.HistoryMinutes is not null
        && !world.Venue.OpenOrdersOf(World.Account).Any(o => o.VenueOrder == order.VenueOrder);

    /// <summary>Where strategies hold against each other.</summary>
    internal static IEnumerable<InstrumentId> Opposed(CachedSnapshot books) =>
        books.Positions.Where(static p => p.Quantity != 0m).GroupBy(static p => p.Key.Book)
            .Where(static g => g.Select(static p => p.IsLong).Distinct().Count() > 1)
            .Select(static g => g.Key.Instrument);

    /// <summary>The books as text: what must not change when nothing happens.</summary>
    internal static string Books(World world, Process process)
    {
        CachedSnapshot books = process.Coordinator.State.Snapshot();
        var text = new StringBuilder();
        // A book that was flat and is: what came and went unseen may be learned later.
        foreach (AccountBookSnapshot book in books.AccountBooks.Where(static b => b.Quantity != 0m))
        {
            // Trades of others that came to nothing are learned when all is read.
            text.AppendLine(CultureInfo.InvariantCulture, $"{book.Key} {book.Quantity:G29}");
            if (!world.Watch.Touched.Contains(book.Key.Instrument))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  at {book.AveragePrice:G29}, {book.RealizedPnl:G29}, fees {book.Fees:G29}");
            }
        }

        foreach (PositionSnapshot owner in books.Positions.Where(static p => p.Quantity != 0m))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{owner.Key} {owner.Quantity:G29}");
            if (!world.Watch.Touched.Contains(owner.Key.Instrument))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  at {owner.AveragePrice:G29}, {owner.RealizedPnl:G29}, fees {owner.Fees:G29}");
            }
        }

        foreach (OrderSnapshot order in books.Orders.Where(static o => !o.IsTerminal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{order.Intent.Id} {order.Status} {order.Remaining:G29}");
        }

        return text.ToString();
    }

    private static void Positions(
        World world, CachedSnapshot books, HashSet<InstrumentId> stuck, List<string> wrong)
    {
        Dictionary<BookKey, decimal> there = world.Venue.PositionsOf(World.Account)
            .Where(static p => p.Quantity != 0m).ToDictionary(static p => p.Key, static p => p.Quantity);
        foreach (AccountBookSnapshot book in books.AccountBooks)
        {
            there.Remove(book.Key, out decimal quantity);
            if (quantity != book.Quantity && !(world.Watch.IsSplit && stuck.Contains(book.Key.Instrument)))
            {
                wrong.Add(FormattableString.Invariant($"{book.Key} is {quantity:G29} there and {book.Quantity:G29} here"));
            }

            decimal owned = books.Positions.Where(p => p.Key.Book == book.Key).Sum(static p => p.Quantity);
            if (owned != book.Quantity)
            {
                wrong.Add(FormattableString.Invariant($"the owners of {book.Key} have {owned:G29}, its book {book.Quantity:G29}"));
            }
        }

        wrong.AddRange(there.Select(static p => FormattableString.Invariant($"{p.Key} is {p.Value:G29} there and unknown here")));
    }

    private static void Orders(
        World world, CachedSnapshot books, HashSet<InstrumentId> stuck, List<string> wrong)
    {
        string[] there = [.. world.Venue.OpenOrdersOf(World.Account).Where(o => !stuck.Contains(o.Instrument)).Select(static o => FormattableString.Invariant(
            $"{o.Instrument} {o.ClientOrder} {o.VenueOrder} {o.Quantity - (o.Filled ?? 0m):G29}")).Order(StringComparer.Ordinal)];
        string[] here = [.. books.Orders.Where(o => !o.IsTerminal && !stuck.Contains(o.Intent.Instrument)).Select(static o => FormattableString.Invariant(
            $"{o.Intent.Instrument} {o.Intent.Id} {o.VenueOrder} {o.Remaining:G29}")).Order(StringComparer.Ordinal)];
        wrong.AddRange(books.Orders.Where(o => o.Status is OrderStatus.PendingCancel or OrderStatus.PendingUpdate
                && !stuck.Contains(o.Intent.Instrument))
            .Select(static o => $"{o.Intent.Id} is still {o.Status}"));
        wrong.AddRange(there.Except(here).Select(static o => $"the venue has {o}"));
        wrong.AddRange(here.Except(there).Select(static o => $"the books have {o}"));
    }

    /// <summary>What the venue's ledger says each strategy traded, where nobody else traded.</summary>
    private static void Owners(World world, CachedSnapshot books, List<string> wrong)
    {
        if (world.Options.HistoryMinutes is not null)
        {
            return;
        }

        var traded = new Dictionary<PositionKey, decimal>();
        foreach (FillReport fill in world.Venue.FillsOf(World.Account))
        {
            if (fill.ClientOrder is { } id && world.Watch.Intents.GetValueOrDefault(id) is { } intent)
            {
                PositionKey key = intent.Position;
                traded[key] = traded.GetValueOrDefault(key)
                    + (fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity);
            }
        }

        foreach ((PositionKey key, decimal quantity) in traded.Where(t => !world.Watch.Touched.Contains(t.Key.Instrument)))
        {
            decimal owned = books.Positions.FirstOrDefault(p => p.Key == key)?.Quantity ?? 0m;
            if (owned != quantity)
            {
                wrong.Add(FormattableString.Invariant($"{key} traded {quantity:G29} and owns {owned:G29}"));
            }
        }
    }

    private static void Protection(
        World world, Process process, CachedSnapshot books, HashSet<InstrumentId> stuck, List<string> wrong)
    {
        // Reduce-only orders cannot close what another strategy of the same book holds against it.
        HashSet<InstrumentId> left = [.. Opposed(books), .. stuck];
        if (world.Options.Guarantee == SubmitGuarantee.Neither)
        {
            // An exit whose outcome is not known is not sent again there; a person is told.
            left.UnionWith(process.Coordinator.Unprotected.Select(static u => u.Key.Instrument));
        }

        string[] wanted = [.. books.Positions
            .Where(p => p.Quantity != 0m && p.Key.Strategy != StrategyId.External && !left.Contains(p.Key.Instrument))
            .SelectMany(static p => new[] { OrderType.StopMarket, OrderType.TakeProfitMarket }.Select(t => Line(
                p.Key.Instrument, p.Key.Side, t, p.IsLong ? OrderSide.Sell : OrderSide.Buy, Math.Abs(p.Quantity))))
            .Order(StringComparer.Ordinal)];
        string[] working = [.. world.Venue.OpenOrdersOf(World.Account)
            .Where(o => o.ClientOrder is { } id && LiveWatch.IsExit(id) && !left.Contains(o.Instrument))
            .Select(static o => Line(o.Instrument, o.PositionSide, o.Type, o.Side, o.Quantity - (o.Filled ?? 0m)))
            .Order(StringComparer.Ordinal)];
        if (!wanted.SequenceEqual(working))
        {
            wrong.Add($"exits should be [{string.Join(", ", wanted)}] and are [{string.Join(", ", working)}]");
        }

        wrong.AddRange(process.Coordinator.Unprotected.Where(u => !left.Contains(u.Key.Instrument)).Select(static u => $"{u.Key} counts as unprotected: {u.Reason}"));
    }

    private static void Gates(
        World world, Process process, HashSet<InstrumentId> stuck, List<string> wrong)
    {
        foreach (InstrumentDefinition instrument in World.Instruments.Where(i => !stuck.Contains(i.Id)))
        {
            for (int strategy = 0; strategy < world.Options.Strategies; strategy++)
            {
                GateDecision decision = GateOf(world, process, Process.NameOf(strategy), instrument.Id);
                if (!decision.IsOpen)
                {
                    wrong.Add($"{Process.NameOf(strategy)} may not trade {instrument.Id}: {decision.Explanation}");
                }
            }
        }
    }

    internal static bool IsOpen(
        World world, Process process, StrategyId strategy, InstrumentId instrument, PositionSide? side = null) =>
        GateOf(world, process, strategy, instrument, side).IsOpen;

    private static GateDecision GateOf(
        World world, Process process, StrategyId strategy, InstrumentId instrument, PositionSide? side = null) =>
        process.Coordinator.Gate.Check(new GateRequest
        {
            Strategy = strategy, Account = World.Account, Instrument = instrument,
            PositionSide = side
                ?? (world.Options.Mode == PositionMode.Hedging ? PositionSide.Long : PositionSide.Net),
            Action = OrderAction.Enter,
        });

    private static string Line(
        InstrumentId instrument, PositionSide position, OrderType? type, OrderSide? side, decimal? quantity) =>
        FormattableString.Invariant($"{instrument} {position} {type} {side} {quantity:G29}");
}
