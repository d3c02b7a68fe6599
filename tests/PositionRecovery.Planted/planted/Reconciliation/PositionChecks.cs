namespace PositionRecovery;

/// <summary>What must hold before a position may be compared or closed.</summary>
internal static class PositionChecks
{
    /// <summary>Why the evidence about a position contradicts itself; <c>null</c> when it does not.</summary>
    internal static string? FindContradiction(PassContext context, KeyCase position, KeyLedger ledger)
    {
        BookKey key = position.Key;
        if (position.Instrument is null)
        {
            position.Diff.Add(position.Differ(
                DiscrepancyKind.UnknownInstrument, Severity.Critical, DiscrepancyAction.Withheld,
                $"{key.Instrument} has no definition; nothing is concluded about it."));
            return "the instrument has no definition";
        }

        decimal sign = key.Side switch { PositionSide.Long => 1m, PositionSide.Short => -1m, _ => 0m };
        PositionRead? wrong = position.Reads.Find(r => r.Report is not null && r.Quantity * sign < 0m) is
        { Report: not null } found ? found : null;
        if (wrong is { } read)
        {
            return Invalid(position, $"The venue reports the{Explain.Side(key.Side)} of {key.Instrument} with "
                + $"{Explain.Number(read.Quantity)}: a leg cannot be on the other side.", read.Answer.Query);
        }

        PositionMode mode = context.Evidence.Of(key.Account).Mode;
        bool isOtherMode = (mode == PositionMode.Hedging && key.Side == PositionSide.Net)
            || (mode == PositionMode.Netting && key.Side != PositionSide.Net);
        if (isOtherMode && position.Reads.Exists(static r => r.Quantity != 0m))
        {
            return Invalid(position, $"The account keeps positions in {mode} mode, yet a {key.Side} position of "
                + $"{key.Instrument} is reported.", null);
        }

        decimal owned = ledger.Owners.Sum(static o => o.Quantity);
        if (owned != ledger.Stored.Quantity)
        {
            position.Diff.Add(position.Differ(
                DiscrepancyKind.OwnershipResidual, Severity.Critical, DiscrepancyAction.Withheld,
                $"The account holds {Explain.Number(ledger.Stored.Quantity)} of {key.Instrument} by its book, its "
                    + $"owners "
                + $"{Explain.Number(owned)}; an operator must assign the rest.") with
            {
                Cached = Explain.Number(owned),
                Venue = Explain.Number(ledger.Stored.Quantity),
            });
            return "its owners do not add up to the account";
        }

        return null;
    }

    /// <summary>The read that counts, once all reads agree; <c>null</c> when there is none.</summary>
    internal static PositionRead? Latest(
        PassContext context, KeyCase position, KeyLedger ledger, List<OwnedFill> fills, AverageCostBook after)
    {
        BookKey key = position.Key;
        List<PositionRead> reads = [.. position.Reads.Where(static r => r.Report is not null
            || r.Answer.Coverage.IsComplete)];
        if (reads.Count == 0)
        {
            if (after.Quantity == 0m && fills.Count == 0 && (position.Book?.Quantity ?? 0m) == 0m)
            {
                position.HasPosition = false; // orders only, and nothing that was executed
                return null;
            }

            position.Ask(
                new PositionsQuery { Account = key.Account, Instrument = key.Instrument },
                $"No answer shows the position of {Explain.Key(key)}.");
            position.Problems.Add("no answer shows the position");
            return null;
        }

        reads.Sort(PositionRead.Compare);
        PositionRead last = reads[^1];
        // once the latest two agree, older ones may differ
        if (reads.Count > 1 && !AreConsistent(reads[^2], last, fills))
        {
            position.Ask(
                new PositionsQuery { Account = key.Account, Instrument = key.Instrument },
                $"Two reads of {Explain.Key(key)} differ ({Explain.Number(reads[^2].Quantity)}, then "
                + $"{Explain.Number(last.Quantity)}) and no execution explains it.");
            position.Problems.Add("two reads of the position differ");
            return null;
        }

        DateTimeOffset? horizon = context.AgreedAt(key, position.Book);
        horizon = horizon is null || ledger.Opening.At > horizon ? ledger.Opening.At ?? horizon : horizon;
        if (last.AsOf < horizon)
        {
            position.Ask(
                new PositionsQuery { Account = key.Account, Instrument = key.Instrument },
                $"The books of {Explain.Key(key)} reach to {Explain.Time(horizon.Value)}, the position was read as of "
                + $"{Explain.Time(last.AsOf)}.");
            position.Problems.Add("the position was read before the time that its books already reach to");
            return null;
        }

        return last;
    }

    /// <summary>Two reads agree, or what was executed between them explains the difference. What was executed at the
    /// very
    /// moment of the first may be in it or not.</summary>
    private static bool AreConsistent(PositionRead earlier, PositionRead last, List<OwnedFill> fills)
    {
        fills = [.. fills.Where(static f => !f.Fill.IsPlaceholder)]; // only what really happened explains anything
        decimal moved = fills.Where(f => f.Fill.At > earlier.AsOf && f.Fill.At <= last.AsOf)
            .Sum(static f => f.Fill.SignedQuantity);
        decimal atOnce = fills.Where(f => f.Fill.At == earlier.AsOf).Sum(static f => f.Fill.SignedQuantity);
        if (earlier.Quantity == last.Quantity)
        {
            bool hasMoved = fills.Exists(f => f.Fill.At >= earlier.AsOf && f.Fill.At <= last.AsOf);
            return hasMoved || earlier.Average is null || last.Average is null || earlier.Average == last.Average;
        }

        return earlier.AsOf != last.AsOf && (earlier.Quantity + moved == last.Quantity
            || earlier.Quantity + moved + atOnce == last.Quantity);
    }

    /// <summary>Whether a read shows this book, although its executions are later than the read says it is. The
    /// quantity alone may be the same by chance.</summary>
    internal static bool Shows(PassContext context, KeyCase position, PositionRead read, AverageCostBook book) =>
        book.Quantity == read.Quantity && HasAverage(context, position, read, book);

    /// <summary>Whether a book has the average of a read, as far as both are known.</summary>
    internal static bool HasAverage(PassContext context, KeyCase position, PositionRead read, AverageCostBook book)
    {
        decimal tolerance = context.Policy.AveragePriceTolerance ?? position.Instrument!.PriceIncrement;
        return read.Average is not { } average || book.Quantity == 0m
            || (book.AveragePrice is { } own && Math.Abs(own - average) <= tolerance);
    }

    /// <summary>Whether the report says of itself that it is older than the latest execution: its endpoint lags behind
    /// the others, and the difference is no evidence of anything.</summary>
    internal static bool IsOutdated(KeyCase position, PositionRead read, List<OwnedFill> fills)
    {
        DateTimeOffset? latest = fills.Where(static f => !f.Fill.IsPlaceholder)
            .Max(static f => (DateTimeOffset?)f.Fill.At);
        if (read.Report?.UpdatedAt is not { } updated || !(latest > updated))
        {
            return false;
        }

        position.Ask(
            new PositionsQuery { Account = position.Key.Account, Instrument = position.Key.Instrument },
            $"The venue shows the position as of {Explain.Time(updated)}, and something was executed at "
            + $"{Explain.Time(latest.Value)}.");
        position.Problems.Add("the venue shows it as it was before its latest execution");
        return true;
    }

    /// <summary>Whether a position that the venue does not list may be closed for that.</summary>
    internal static bool MayFlatten(PassContext context, KeyCase position, PositionRead read, decimal quantity)
    {
        if (!read.IsAbsence || quantity == 0m)
        {
            return true; // an open position is no absence
        }

        BookKey key = position.Key;
        string[] reported = [.. context.Evidence.Of(key.Account).AccountReports
            .Select(static r => r.Report.Identity).OfType<string>().Distinct(StringComparer.Ordinal)];
        string? identity = context.AccountOf(key.Account)?.Identity ?? (reported is [{ } learned] ? learned : null);
        if (identity is null && !context.Policy.RequireAccountIdentity)
        {
            position.FlattensOnAbsence = true;
            return true;
        }

        bool isConfirmed = identity is not null && reported.Contains(identity, StringComparer.Ordinal);
        if (!isConfirmed)
        {
            position.Ask(
                new AccountQuery { Account = key.Account },
                $"The venue does not list {Explain.Key(key)}; first it must be certain that this is the same account.");
            position.Problems.Add("it is not listed, and the account's identity is not confirmed");
            return false;
        }

        if (AgreeingAbsences(context, position) < context.Policy.RequiredAbsenceReads)
        {
            position.Ask(
                new PositionsQuery { Account = key.Account, Instrument = key.Instrument },
                $"The venue does not list {Explain.Key(key)}; a second read, a quiet period later, must agree.");
            position.Problems.Add("it is not listed, and not enough reads agree on that");
            return false;
        }

        position.FlattensOnAbsence = true;
        return true;
    }

    /// <summary>How many of the latest reads in a row, each a quiet period apart, do not list the position.</summary>
    private static int AgreeingAbsences(PassContext context, KeyCase position)
    {
        int count = 0;
        DateTimeOffset? last = null;
        foreach (PositionRead read in position.Reads.OrderByDescending(static r => r.AsOf))
        {
            if (!read.IsAbsence)
            {
                break;
            }

            if ((read.Report is not null || read.Answer.Coverage.IsComplete)
                && (last is null || last - read.AsOf >= context.Policy.AbsenceQuietPeriod))
            {
                count++;
                last = read.AsOf;
            }
        }

        return count;
    }

    private static string Invalid(KeyCase position, string explanation, VenueQuery? evidence)
    {
        position.Diff.Add(position.Differ(
            DiscrepancyKind.InvalidReport, Severity.Critical, DiscrepancyAction.Withheld, explanation) with
        {
            Evidence = evidence,
        });
        return "the reports about it contradict themselves";
    }
}
