namespace PositionRecovery;

/// <summary>Tries a result out before it is handed on: it must lead where it says, and reconciling again must find
/// nothing
/// more. What does not hold is a defect of ours, and the position is left alone.</summary>
internal sealed class SelfCheck
{
    private readonly CachedSnapshot _cached;
    private readonly VenueSnapshot _venue;
    private readonly Policy _policy;
    private readonly DateTimeOffset _now;

    internal SelfCheck(CachedSnapshot cached, VenueSnapshot venue, Policy policy, DateTimeOffset now)
    {
        _cached = cached;
        _venue = venue;
        _policy = policy;
        _now = now;
    }

    /// <summary>What does not hold, by position.</summary>
    internal Dictionary<BookKey, string> Broken { get; } = [];

    internal void Check(PassResult result, IReadOnlyDictionary<BookKey, Withholding> withheld)
    {
        Dictionary<BookKey, KeyCase> changed = result.Cases.Where(static c => c.Orders.Count + c.Events.Count > 0)
            .ToDictionary(static c => c.Key);
        if (changed.Count == 0)
        {
            return;
        }

        CheckBooks(result, changed);
        CheckAgain(result, changed, withheld);
    }

    private void CheckBooks(PassResult result, Dictionary<BookKey, KeyCase> changed)
    {
        ILookup<BookKey, PositionSnapshot> owners = result.Projected.Positions
            .Where(p => changed.ContainsKey(p.Key.Book)).ToLookup(static p => p.Key.Book);
        foreach (AccountBookSnapshot book in result.Projected.AccountBooks)
        {
            if (!changed.TryGetValue(book.Key, out KeyCase? position) || position.AreFactsWithheld)
            {
                continue;
            }

            decimal owned = owners[book.Key].Sum(static o => o.Quantity);
            if (owned != book.Quantity)
            {
                Break(book.Key, $"its owners own {Explain.Number(owned)} of {Explain.Number(book.Quantity)}");
            }

            if (position.IsUnverified)
            {
                continue;
            }

            if (position.Target is { } target && target != book.Quantity)
            {
                Break(book.Key, $"the plan leads to {Explain.Number(book.Quantity)}, not to {Explain.Number(target)}");
            }

            decimal tolerance = _policy.AveragePriceTolerance ?? position.Instrument?.PriceIncrement ?? 0m;
            if (position.TargetAverage is { } average && book.Quantity != 0m
                && (book.AveragePrice is not { } own || Math.Abs(own - average) > tolerance))
            {
                Break(book.Key, $"the plan leads to the average {Explain.Price(book.AveragePrice)}, not to "
                    + $"{Explain.Price(average)}");
            }
        }
    }

    /// <summary>Reconciles the projected state of the changed positions with the same answers.</summary>
    private void CheckAgain(
        PassResult result, Dictionary<BookKey, KeyCase> changed, IReadOnlyDictionary<BookKey, Withholding> withheld)
    {
        HashSet<(AccountId, InstrumentId)> scope = [.. changed.Keys.Select(static k => (k.Account, k.Instrument))];
        using var pass = new ReconciliationPass(
            Restrict(result.Projected, scope), Restrict(_venue, scope), _policy, _now, withheld);
        PassResult again = pass.Run();
        foreach (KeyCase position in again.Cases)
        {
            BookKey key = position.Key;
            ExecutionEvent? more = KeyDecision.EventsOf(pass.Context, position).FirstOrDefault();
            if (more is not null)
            {
                Break(key, $"reconciling again finds '{more.Kind}'");
            }

            bool wasTrusted = changed.TryGetValue(key, out KeyCase? first) && !first.IsUnverified;
            if (wasTrusted && position is { IsUnverified: true, Instrument: not { IsSpot: true } })
            {
                Break(key, "reconciling again trusts it no more: " + position.Problems[0]);
            }
        }

        var known = new HashSet<(DiscrepancyKind, BookKey, ClientOrderId?)>();
        foreach (Discrepancy d in result.Diff.Where(static d => d.Instrument is not null))
        {
            known.Add(Name(d));
        }

        foreach (Discrepancy d in again.Diff.Where(static d => d.Instrument is not null))
        {
            if (!known.Contains(Name(d)))
            {
                Break(Name(d).Key, $"reconciling again finds '{d.Kind}': {d.Explanation}");
            }
        }
    }

    private static (DiscrepancyKind Kind, BookKey Key, ClientOrderId? Order) Name(Discrepancy d) =>
        (d.Kind, new BookKey(d.Account, d.Instrument!.Value, d.Side ?? PositionSide.Net), d.Order);

    private void Break(BookKey key, string what) => Broken.TryAdd(key, "the self-check failed: " + what);

    private CachedSnapshot Restrict(CachedSnapshot all, HashSet<(AccountId, InstrumentId)> scope) => all with
    {
        Sequence = _cached.Sequence,
        Orders = [.. all.Orders.Where(o => scope.Contains((o.Intent.Account, o.Intent.Instrument)))],
        Positions = [.. all.Positions.Where(p => scope.Contains((p.Key.Account, p.Key.Instrument)))],
        AccountBooks = [.. all.AccountBooks.Where(b => scope.Contains((b.Key.Account, b.Key.Instrument)))],
    };

    private static VenueSnapshot Restrict(VenueSnapshot all, HashSet<(AccountId, InstrumentId)> scope) =>
        VenueSnapshot.Of([.. all.Answers.Select(answer => answer.WithReports(
            [.. answer.Reports.Where(r => IsIn(answer.Query.Account, r, scope))]))]);

    private static bool IsIn(AccountId account, VenueReport report, HashSet<(AccountId, InstrumentId)> scope) =>
        report switch
        {
            PositionReport r => scope.Contains((account, r.Instrument)),
            OrderReport r => scope.Contains((account, r.Instrument)),
            FillReport r => scope.Contains((account, r.Instrument)),
            MarkReport r => scope.Contains((account, r.Instrument)),
            BalanceReport => false,
            _ => true,
        };
}
