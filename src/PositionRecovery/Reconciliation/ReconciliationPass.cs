namespace PositionRecovery;

/// <summary>One walk from the two snapshots to a decision on every position: match what agrees, make a case of what
/// does
/// not, decide the cases one by one.</summary>
internal sealed class ReconciliationPass : IDisposable
{
    private readonly PassContext _context;
    private readonly OrderIndex _orders;
    private readonly OrderMatcher _matcher;
    private readonly FillMatcher _fills;
    private readonly PositionMatcher _positions;
    private readonly Dictionary<BookKey, KeyCase> _cases = [];
    private readonly HashSet<AccountId> _blocked = [];
    private readonly List<Discrepancy> _diff = [];
    private readonly List<Question> _questions = [];
    private readonly List<ExecutionEvent> _accountEvents = [];
    private readonly Dictionary<AccountId, List<VenueAnswer>> _failures = [];

    internal ReconciliationPass(
        CachedSnapshot cached,
        VenueSnapshot venue,
        Policy policy,
        DateTimeOffset now,
        IReadOnlyDictionary<BookKey, Withholding> withheld)
    {
        var evidence = new Evidence(venue);
        _context = new PassContext
        {
            Cached = cached,
            Policy = policy,
            Evidence = evidence,
            Instruments = new InstrumentIndex(cached.Instruments, evidence),
            Now = now,
            Withheld = withheld,
        };
        _orders = new OrderIndex(cached.Orders);
        _matcher = new OrderMatcher(_orders, _context);
        _fills = new FillMatcher(_orders, PositionsAsOf(evidence));
        _positions = new PositionMatcher(_context);
    }

    internal PassContext Context => _context;

    internal PassResult Run()
    {
        TakeAccounts();
        TakeReports();
        var history = new PurgedHistory(_context, _positions);
        var imports = new OrderImports(_context, _orders, history, CaseOf);
        var cases = new OrderCases(_context, _orders, _matcher, imports, CaseOf);
        var findings = new FillFindings(_fills, _orders, CaseOf);
        _matcher.MatchLoose();
        List<(FillReport Report, VenueAnswer Answer)> unknown = history.WithoutRecognised(findings.Distinct());
        cases.AddCached(_blocked);
        cases.AddUnknown();
        unknown.ForEach(f => cases.Add(f.Report));
        findings.ReportConflicts();
        TakeNameless();
        List<InstrumentVerdict> verdicts = TakePositions();
        new CaseLoader(_context, _positions, _cases, _blocked).Load();
        List<KeyCase> ordered = [.. _cases.Values.Order(CaseOrder())];
        DecideAll(ordered);
        return Seal(ordered, verdicts);
    }

    public void Dispose()
    {
        _context.Instruments.Dispose();
        _orders.Dispose();
        _matcher.Dispose();
        _fills.Dispose();
        _positions.Dispose();
    }

    private static Dictionary<AccountId, DateTimeOffset> PositionsAsOf(Evidence evidence)
    {
        var earliest = new Dictionary<AccountId, DateTimeOffset>();
        foreach (AccountEvidence account in evidence.Accounts)
        {
            if (account.All<PositionsQuery>().Min(static a => a.Coverage.To) is { } asOf)
            {
                earliest.Add(account.Account, asOf);
            }
        }

        return earliest;
    }

    private KeyCase CaseOf(BookKey key)
    {
        if (!_cases.TryGetValue(key, out KeyCase? found))
        {
            _cases.Add(key, found = new KeyCase(key) { Instrument = _context.Instruments.Find(key.Instrument) });
        }

        return found;
    }

    private void TakeAccounts()
    {
        foreach (AccountEvidence account in _context.Evidence.Accounts)
        {
            AccountChecks.Check(_context, account, _blocked, _diff, _accountEvents);
            List<VenueAnswer> failures = _blocked.Contains(account.Account) ? [] : CoverageRules.Failures(account);
            _failures.Add(account.Account, failures);
            foreach (VenueAnswer failure in failures.Where(static f => f.Coverage.Status != CoverageStatus.Unsupported))
            {
                _questions.Add(new Question
                {
                    Query = failure.Query,
                    Reason = "It failed before: " + (failure.Coverage.Reason ?? "no reason given") + ".",
                });
            }
        }

        foreach ((VenueAnswer answer, VenueReport report) in _context.Evidence.Misplaced
            .DistinctBy(static m => (m.Report, m.Answer.Query)))
        {
            _diff.Add(new Discrepancy
            {
                Kind = DiscrepancyKind.InvalidReport,
                Severity = Severity.Critical,
                Account = answer.Query.Account,
                Action = DiscrepancyAction.Withheld,
                Evidence = answer.Query,
                Venue = report.Account.Value,
                Explanation = $"An answer about {answer.Query.Account} {answer.Query.Instrument} has a {report.Kind} "
                    + $"of another "
                    + $"account or instrument ({report.Account}); it is not used.",
            });
        }
    }

    private void TakeReports()
    {
        foreach (VenueAnswer answer in _context.Evidence.Answers)
        {
            if (!answer.Coverage.HasFacts || _blocked.Contains(answer.Query.Account))
            {
                continue;
            }

            foreach (VenueReport report in ((FrozenList<VenueReport>)answer.Reports).Span)
            {
                if (!Evidence.IsInScope(answer, report))
                {
                    continue;
                }

                switch (report)
                {
                    case FillReport fill:
                        if (_context.Policy.Includes(fill.Instrument))
                        {
                            _fills.Take(fill, answer);
                        }

                        break;
                    case OrderReport order:
                        _matcher.Take(order, answer);
                        break;
                    case PositionReport position:
                        _positions.Take(position, answer);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static readonly Comparer<(string, string)> StringPairs = Comparer<(string, string)>.Create(static (a, b) =>
    {
        int order = string.CompareOrdinal(a.Item1, b.Item1);
        return order != 0 ? order : string.CompareOrdinal(a.Item2, b.Item2);
    });

    private void TakeNameless()
    {
        foreach ((OrderReport report, VenueAnswer answer) in _matcher.Nameless
            .OrderBy(static n => (QueryText.Of(n.Answer.Query), n.Report.ToString()), StringPairs))
        {
            KeyCase position = CaseOf(new BookKey(report.Account, report.Instrument, report.PositionSide));
            position.Problems.Add("an order report has neither a client nor a venue order id");
            position.Diff.Add(position.Differ(
                DiscrepancyKind.InvalidReport, Severity.Critical, DiscrepancyAction.Withheld,
                $"An order report of {report.Instrument} has neither a client nor a venue order id; it is not "
                    + $"used.") with
            {
                Evidence = answer.Query,
                Venue = report.Status.ToString(),
            });
        }
    }

    /// <summary>Books that agree get their verdict at once; the others become cases.</summary>
    private List<InstrumentVerdict> TakePositions()
    {
        var verdicts = new List<InstrumentVerdict>(_positions.Count);
        for (int slot = 0; slot < _positions.Count; slot++)
        {
            AccountBookSnapshot book = _positions[slot];
            if (!_context.Policy.Includes(book.Key.Instrument) || _cases.ContainsKey(book.Key))
            {
                continue;
            }

            if (_blocked.Contains(book.Key.Account))
            {
                verdicts.Add(Verdicts.Blocked(book.Key));
                continue;
            }

            bool mayAgree = !_fills.Moved.Contains(book.Key) && !_context.Withheld.ContainsKey(book.Key)
                && !_context.Policy.IgnorePositionReports && _context.Instruments.Find(book.Key.Instrument) is not null;
            if (!mayAgree || !_positions.Agrees(slot))
            {
                bool isUntouchedFlat = book.Quantity == 0m && !_positions.IsSighted(slot)
                    && _positions.Owned(book.Key) == 0m;
                if (!isUntouchedFlat)
                {
                    CaseOf(book.Key);
                }

                continue;
            }

            if (book.Quantity != 0m || _positions.IsSighted(slot))
            {
                _context.Matched++;
                verdicts.Add(Verdicts.Matched(book.Key, FailureOf(book.Key)));
            }
        }

        foreach (BookKey key in _positions.Unknown)
        {
            CaseOf(key);
        }

        return verdicts;
    }

    private VenueAnswer? FailureOf(BookKey key)
    {
        if (_failures.TryGetValue(key.Account, out List<VenueAnswer>? failures))
        {
            foreach (VenueAnswer failure in failures)
            {
                if (CoverageRules.Concerns(failure, key.Instrument, _context.Instruments.Find(key.Instrument)))
                {
                    return failure;
                }
            }
        }

        return null;
    }

    /// <summary>By key; but a position that is open comes before one that is not, because after a change of position
    /// mode
    /// the old one must be proven flat first.</summary>
    private static Comparer<KeyCase> CaseOrder() => Comparer<KeyCase>.Create(static (a, b) =>
    {
        int order = string.CompareOrdinal(a.Key.Account.Value, b.Key.Account.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Key.Instrument.Value, b.Key.Instrument.Value);
        order = order != 0 ? order : IsOpen(b).CompareTo(IsOpen(a));
        return order != 0 ? order : a.Key.Side.CompareTo(b.Key.Side);

        static bool IsOpen(KeyCase c) => c.Owners.Exists(static o => o.Quantity != 0m);
    });

    private void DecideAll(List<KeyCase> ordered)
    {
        KeyCase? stuck = null;
        foreach (KeyCase position in ordered)
        {
            if (_context.Withheld.TryGetValue(position.Key, out Withholding withholding))
            {
                position.Problems.Add(withholding.Reason);
                position.AreFactsWithheld = withholding.IncludesFacts;
            }

            if (FailureOf(position.Key) is { } failure)
            {
                position.Problems.Add(CoverageRules.Describe(failure));
                position.IsPending |= failure.Coverage.Status != CoverageStatus.Unsupported;
            }

            bool isOtherMode = stuck is not null && stuck.Key.Account == position.Key.Account
                && stuck.Key.Instrument == position.Key.Instrument
                && (stuck.Key.Side == PositionSide.Net) != (position.Key.Side == PositionSide.Net);
            if (isOtherMode)
            {
                position.Problems.Add("the position kept in the other position mode is not proven flat");
            }

            try
            {
                KeyDecision.Decide(_context, position, ReportsPositions(position));
            }
            catch (Exception thrown) when (UnkeepableBooksException.IsCause(thrown))
            {
                position.GiveUp();
            }

            bool isStuck = position.IsUnverified && position.Owners.Exists(static o => o.Quantity != 0m);
            stuck = isStuck ? position : stuck;
        }
    }

    private bool ReportsPositions(KeyCase position) => _positions.FindStored(position.Key) is { } book
        ? position.Reads.Count > 0 && position.Reads.TrueForAll(r => r.Quantity == book.Quantity)
        : position.Reads.Count > 0 && position.Reads.TrueForAll(r => r.Quantity == position.Owners.Sum(static o =>
        o.Quantity));

    private PassResult Seal(List<KeyCase> ordered, List<InstrumentVerdict> verdicts)
    {
        (List<ExecutionEvent> events, CachedSnapshot projected) = Project(ordered);
        var balances = new BalanceReconciler(_context, projected, events);
        foreach (AccountEvidence account in _context.Evidence.Accounts.Where(a => !_blocked.Contains(a.Account)))
        {
            balances.Reconcile(account);
        }

        projected = StateFold.Apply(projected, balances.Changes);
        events.AddRange(balances.Changes);
        foreach (KeyCase position in ordered.Where(static c => c.HasPosition || c.IsUnverified))
        {
            verdicts.Add(Verdicts.Of(_context, position, balances));
        }

        return new PassResult
        {
            Projected = projected,
            Events = events,
            Diff = [.. _diff, .. ordered.SelectMany(static c => c.Findings()), .. balances.Diff],
            Synthetic = [.. ordered.Where(static c => !c.IsUnverified).SelectMany(static c => c.Synthetic)],
            Questions = [.. _questions, .. ordered.SelectMany(static c => c.Questions)],
            Verdicts = verdicts,
            Cases = ordered,
            OpenPositions = CountOpen(projected),
            Matched = _context.Matched + _fills.Matched,
        };
    }

    /// <summary>The events of all cases, and what they lead to; a case that leads to numbers which cannot be kept is
    /// given
    /// up.</summary>
    private (List<ExecutionEvent> Events, CachedSnapshot Projected) Project(List<KeyCase> ordered)
    {
        while (true)
        {
            var events = new List<ExecutionEvent>(_accountEvents);
            foreach (KeyCase position in ordered)
            {
                events.AddRange(KeyDecision.EventsOf(_context, position));
            }

            try
            {
                return (events, StateFold.Apply(_context.Cached, events));
            }
            catch (UnkeepableBooksException unkeepable) when (ordered.Exists(c => IsToGiveUp(c, unkeepable)))
            {
                ordered.FindAll(c => IsToGiveUp(c, unkeepable)).ForEach(static c => c.GiveUp());
            }
        }
    }

    private static bool IsToGiveUp(KeyCase position, UnkeepableBooksException unkeepable) =>
        !position.AreFactsWithheld && unkeepable.Keys.Contains(position.Key);

    /// <summary>How many positions each account has, by its books or by executions that these do not have.</summary>
    private Dictionary<AccountId, int> CountOpen(CachedSnapshot projected)
    {
        BookKey[] flattened = [.. _cases.Values.Where(static c => c.FlattensOnAbsence).Select(static c => c.Key)];
        if (flattened.Length == 0)
        {
            return [];
        }

        return Enumerable.Range(0, _positions.Count).Select(slot => _positions[slot]).Concat(projected.AccountBooks)
            .Where(static b => b.Quantity != 0m).Select(static b => b.Key).Concat(flattened).Distinct()
            .CountBy(static k => k.Account).ToDictionary();
    }
}
