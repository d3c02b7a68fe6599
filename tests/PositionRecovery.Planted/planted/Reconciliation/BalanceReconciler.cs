namespace PositionRecovery;

/// <summary>Compares balances. On spot the balance of an asset is what our positions own of it plus what nobody of ours
/// owns; a difference is reported and never traded away.</summary>
internal sealed class BalanceReconciler
{
    private readonly PassContext _context;
    private readonly CachedSnapshot _after;
    private readonly IReadOnlyList<ExecutionEvent> _events;
    private ILookup<BookKey, OrderSnapshot>? _executed;

    internal BalanceReconciler(PassContext context, CachedSnapshot after, IReadOnlyList<ExecutionEvent> events)
    {
        _context = context;
        _after = after;
        _events = events;
    }

    internal List<Discrepancy> Diff { get; } = [];

    internal List<ExecutionEvent> Changes { get; } = [];

    /// <summary>Spot positions whose asset the account does not hold enough of, and why.</summary>
    internal Dictionary<BookKey, string> Short { get; } = [];

    /// <summary>Spot positions whose asset no answer speaks of.</summary>
    internal HashSet<BookKey> Unseen { get; } = [];

    internal void Reconcile(AccountEvidence account)
    {
        Dictionary<AssetId, BalanceSnapshot> known = _context.Cached.Balances
            .Where(b => b.Account == account.Account)
            .GroupBy(static b => b.Asset).ToDictionary(static g => g.Key, static g => g.First());
        ILookup<AssetId, SpotHolding> spot = SpotHoldings(account.Account);
        HashSet<AssetId> traded = TradedAssets();
        foreach (IGrouping<AssetId, (BalanceReport Report, DateTimeOffset AsOf)> reports in account.Balances
            .GroupBy(static b => b.Report.Asset).OrderBy(static g => g.Key.Value, StringComparer.Ordinal))
        {
            (BalanceReport report, DateTimeOffset asOf) = reports
                .MaxBy(static r => (r.AsOf, r.Report.Total, r.Report.Available ?? decimal.MinValue));
            BalanceSnapshot? cached = known.GetValueOrDefault(report.Asset);
            if (traded.Contains(report.Asset))
            {
                CompareHolding(account, report, asOf, cached, [.. spot[report.Asset]]);
            }
            else
            {
                CompareCash(report, asOf, cached);
            }
        }

        HashSet<AssetId> reported = [.. account.Balances.Select(static b => b.Report.Asset)];
        VenueAnswer? complete = account.All<BalancesQuery>().Where(static a => a.Coverage.IsComplete)
            .MaxBy(static a => a.Coverage.To);
        foreach (IGrouping<AssetId, SpotHolding> held in spot.Where(s => !reported.Contains(s.Key)))
        {
            CompareMissing(account, held, complete, known.GetValueOrDefault(held.Key));
        }
    }

    /// <summary>A complete answer without an asset says that there is none of it; no answer says nothing.</summary>
    private void CompareMissing(
        AccountEvidence account, IGrouping<AssetId, SpotHolding> held, VenueAnswer? complete, BalanceSnapshot? cached)
    {
        if (complete?.Coverage.To is { } asOf)
        {
            var none = new BalanceReport { Account = account.Account, Asset = held.Key, Total = 0m };
            CompareHolding(account, none, asOf, cached, [.. held]);
            return;
        }

        foreach (SpotHolding holding in held)
        {
            Unseen.Add(holding.Key);
        }
    }

    /// <summary>The spot positions of an account; where the state has no account book, the owners' books make it up.
    /// </summary>
    private ILookup<AssetId, SpotHolding> SpotHoldings(AccountId account)
    {
        var holdings = new Dictionary<BookKey, SpotHolding>();
        foreach (PositionSnapshot position in _after.Positions.Where(p => p.Key.Account == account
            && IsSpot(p.Key.Instrument)))
        {
            BookKey key = position.Key.Book;
            SpotHolding sum = holdings.GetValueOrDefault(key);
            holdings[key] = new SpotHolding(key, sum.Quantity + position.Quantity,
                Later(sum.Horizon, position.Opening?.At));
        }

        foreach (AccountBookSnapshot book in _after.AccountBooks.Where(b => b.Key.Account == account
            && IsSpot(b.Key.Instrument)))
        {
            holdings[book.Key] = new SpotHolding(book.Key, book.Quantity, Later(book.Opening?.At, book.AgreedAt));
        }

        return holdings.Values
            .Select(h => (Holding: h, Instrument: _context.Instruments.Find(h.Key.Instrument)))
            .Where(static h => h.Instrument?.BaseAsset is not null)
            .OrderBy(static h => h.Holding.Key, KeyOrder.Books)
            .ToLookup(static h => h.Instrument!.BaseAsset!.Value, static h => h.Holding);
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;

    private bool IsSpot(InstrumentId id) => _context.Instruments.Find(id) is { IsSpot: true };

    private HashSet<AssetId> TradedAssets() =>
        [.. _after.Instruments.Where(static i => i.IsSpot).Select(static i => i.BaseAsset).OfType<AssetId>()];

    private void CompareHolding(
        AccountEvidence account, BalanceReport report, DateTimeOffset asOf, BalanceSnapshot? cached,
            SpotHolding[] books)
    {
        int found = Diff.Count;
        try
        {
            Compare(account, report, asOf, cached, books);
        }
        catch (Exception thrown) when (UnkeepableBooksException.IsCause(thrown))
        {
            Diff.RemoveRange(found, Diff.Count - found);
            Diff.Add(Differ(report, Severity.Critical, DiscrepancyAction.Withheld,
                $"The balance of {report.Asset} is left alone: {UnkeepableBooksException.Reason}.", null));
            foreach (SpotHolding book in books.Where(static b => b.Quantity != 0m))
            {
                Short[book.Key] = $"what nobody of ours owns of {report.Asset} is beyond what can be kept";
            }
        }
    }

    private void Compare(
        AccountEvidence account, BalanceReport report, DateTimeOffset asOf, BalanceSnapshot? cached,
            SpotHolding[] books)
    {
        if (books.Any(b => asOf < b.Horizon))
        {
            Unseen.UnionWith(books.Select(static b => b.Key)); // older than the books
            return;
        }

        decimal owned = books.Sum(static b => b.Quantity) - MovedAfter(asOf, books);
        decimal residual = report.Total - owned;
        decimal dust = _context.Policy.DustOf(report.Asset, SmallestStep(report.Asset));
        decimal before = cached?.External ?? 0m;
        if (residual < 0m && -residual > dust)
        {
            ReportShort(report, owned, books);
            Change(report, asOf, cached, 0m);
            return;
        }

        decimal moved = residual - before;
        if (Math.Abs(moved) <= dust)
        {
            Change(report, asOf, cached, before);
            return;
        }

        decimal explained = Explained(account, report.Asset);
        bool isExplained = Math.Abs(moved - explained) <= dust && explained != 0m;
        Diff.Add(Differ(report, isExplained ? Severity.Info : Severity.Warning, DiscrepancyAction.Applied,
            $"The account holds {Explain.Number(report.Total)} {report.Asset}; our positions own "
                + $"{Explain.Number(owned)} of "
            + $"it. What nobody of ours owns went from {Explain.Number(before)} to {Explain.Number(residual)}"
            + (isExplained ? ", as reported cash flows and fees explain."
            : "; it stays with EXTERNAL and is not traded."),
            Explain.Number(owned + before)));
        Change(report, asOf, cached, residual);
    }

    /// <summary>What executions moved after the balance was read.</summary>
    private decimal MovedAfter(DateTimeOffset asOf, SpotHolding[] books)
    {
        decimal moved = 0m;
        _executed ??= ExecutedOnSpot();
        foreach (OrderSnapshot order in books.SelectMany(b => _executed[b.Key]))
        {
            InstrumentDefinition? instrument = _context.Instruments.Find(order.Intent.Instrument);
            moved += order.Fills.Where(f => f.At > asOf)
                .Sum(f => BookFold.Moved(instrument, BookEntry.Whole(f)));
        }

        return moved;
    }

    private ILookup<BookKey, OrderSnapshot> ExecutedOnSpot() => _after.Orders
        .Where(o => o.Fills.Count > 0 && _context.Instruments.Find(o.Intent.Instrument) is { IsSpot: true })
        .ToLookup(static o => o.Intent.Position.Book);

    private void CompareCash(BalanceReport report, DateTimeOffset asOf, BalanceSnapshot? cached)
    {
        if (cached is not null && cached.Total != report.Total)
        {
            Diff.Add(Differ(report, Severity.Info, DiscrepancyAction.Applied,
                $"The balance of {report.Asset} went from {Explain.Number(cached.Total)} to "
                    + $"{Explain.Number(report.Total)}.",
                Explain.Number(cached.Total)));
        }

        Change(report, asOf, cached, 0m);
    }

    /// <summary>Transfers, funding and settlements, and fees that fills on other instruments paid in this
    /// asset.</summary>
    private decimal Explained(AccountEvidence account, AssetId asset)
    {
        decimal flows = account.CashFlows.Where(f => f.Asset == asset && f.FlowKind != CashFlowKind.Split)
            .DistinctBy(static f => (f.FlowKind, f.Id, f.Asset, f.Instrument)).Sum(static f => f.Amount);
        decimal fees = _events.OfType<OrderFilledEvent>().Select(static e => e.Fill)
            .Where(f => f.Account == account.Account && f.FeeAsset == asset
                && _context.Instruments.Find(f.Instrument)?.BaseAsset != asset)
            .Sum(static f => f.Fee);
        return flows - fees;
    }

    private decimal SmallestStep(AssetId asset)
    {
        decimal step = 0m;
        foreach (InstrumentDefinition instrument in _after.Instruments.Where(i => i.IsSpot && i.BaseAsset == asset))
        {
            step = step == 0m ? instrument.QuantityIncrement : Math.Min(step, instrument.QuantityIncrement);
        }

        return step == 0m ? 0m : step - (step / 1_000_000m); // less than one step cannot be traded
    }

    private void ReportShort(BalanceReport report, decimal owned, SpotHolding[] books)
    {
        Diff.Add(Differ(report, Severity.Critical, DiscrepancyAction.Withheld,
            $"Our positions own {Explain.Number(owned)} {report.Asset}, the account holds "
                + $"{Explain.Number(report.Total)}; "
            + "exits must not exceed what is there.",
            Explain.Number(owned)));
        foreach (SpotHolding book in books.Where(static b => b.Quantity != 0m))
        {
            Short[book.Key] = $"the account holds {Explain.Number(report.Total)} {report.Asset}, less than the "
                + $"{Explain.Number(owned)} our positions own";
        }
    }

    private void Change(BalanceReport report, DateTimeOffset asOf, BalanceSnapshot? cached, decimal external)
    {
        // What is free moves with every price; that alone is no news.
        bool isSame = cached is not null && cached.Total == report.Total && cached.External == external;
        if (!isSame)
        {
            Changes.Add(new BalanceChangedEvent
            {
                Balance = new BalanceSnapshot
                {
                    Account = report.Account,
                    Asset = report.Asset,
                    Total = report.Total,
                    Available = report.Available ?? cached?.Available,
                    External = external,
                },
                At = asOf,
            });
        }
    }

    private static Discrepancy Differ(
        BalanceReport report, Severity severity, DiscrepancyAction action, string explanation, string? cached) => new()
        {
            Kind = DiscrepancyKind.BalanceMismatch,
            Severity = severity,
            Account = report.Account,
            Asset = report.Asset,
            Cached = cached,
            Venue = Explain.Number(report.Total),
            Evidence = new BalancesQuery { Account = report.Account },
            Action = action,
            Explanation = explanation,
        };

    /// <summary>A spot position, and the venue time its book already reaches to.</summary>
    private readonly record struct SpotHolding(BookKey Key, decimal Quantity, DateTimeOffset? Horizon);
}
