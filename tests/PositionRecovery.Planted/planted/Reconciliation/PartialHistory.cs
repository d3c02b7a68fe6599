namespace PositionRecovery;

/// <summary>Where in history the part lies that nobody reported, and what position it must have led to.</summary>
/// <param name="At">Where its placeholder stands.</param>
/// <param name="Before">What is known from before it.</param>
/// <param name="After">What is known from after it.</param>
/// <param name="IsUncertain">Whether coverage is missing in more than one place, or nowhere.</param>
internal sealed record Gap(
    DateTimeOffset At, List<BookEntry> Before, List<BookEntry> After, bool IsUncertain);

/// <summary>Completes a history of which only a window is known, by solving backwards from the position it led to.
/// </summary>
internal static class PartialHistory
{
    /// <summary>Finds the gap: where coverage is missing, before later known executions. Where nothing is missing, or
    /// no
    /// executions were asked for, it lies at the end.</summary>
    /// <param name="history">The foldable history up to the moment of the position, in order.</param>
    /// <param name="coverage">Over which times executions are shown.</param>
    /// <param name="watermark">Up to when the books are known to be whole.</param>
    /// <param name="until">The moment of the position.</param>
    /// <param name="slack">How much later than the executions the position may have been read.</param>
    internal static Gap Find(
        List<BookEntry> history,
        FillCoverage coverage,
        DateTimeOffset? watermark,
        DateTimeOffset until,
        TimeSpan slack)
    {
        if (coverage.Start is not { } start)
        {
            return new Gap(until, history, [], false);
        }

        DateTimeOffset? known = watermark ?? LastBefore(history, start);
        bool isMissingBefore = known is null || known < start;
        bool isMissingAfter = coverage.Stretches.Count > 1 || Moments.Later(coverage.Stretches[^1].To, slack) < until;
        if (!isMissingBefore)
        {
            return new Gap(until, history, [], !isMissingAfter);
        }

        DateTimeOffset at = known is { } last ? Moments.Next(last) : Moments.Previous(start);
        List<BookEntry> after = [.. history.Where(e => e.Fill.At >= at)];
        if (after.Count == 0)
        {
            at = until;
        }

        return new Gap(at, [.. history.Where(e => e.Fill.At < at || after.Count == 0)], after, isMissingAfter);
    }

    /// <summary>A gap after all that is known.</summary>
    internal static Gap AtEnd(List<BookEntry> history, DateTimeOffset until) => new(until, history, [], true);

    /// <summary>The cost of one unit that the position must have had after the gap. The average is carried through the
    /// later executions as <c>a·x + b</c>; then <c>x = (c(Av) − b)/a</c>.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="quantity">The signed quantity right after the gap.</param>
    /// <param name="after">The executions after the gap.</param>
    /// <param name="average">The cost of one unit of the position in the end; <c>null</c> when not reported.</param>
    /// <param name="amplification">By how much a rounding of the reported average is enlarged: <c>1/a</c>.</param>
    /// <returns><c>null</c> when the end does not depend on it, or the end is not known.</returns>
    internal static Rational? Solve(
        InstrumentDefinition instrument,
        decimal quantity,
        List<BookEntry> after,
        Rational? average,
        out Rational amplification)
    {
        Rational a = quantity == 0m ? Rational.Zero : Rational.One;
        Rational b = Rational.Zero;
        decimal held = quantity;
        foreach (BookEntry entry in after)
        {
            decimal moved = BookFold.Moved(instrument, entry);
            decimal next = held + moved;
            Rational? cost = entry.Fill.IsPriceUnknown ? null : UnitCost.Of(entry.Fill.Price, instrument.IsInverse);
            if (cost is not { } price)
            {
                amplification = Rational.Zero;
                return null;
            }

            if (held == 0m || (next != 0m && (next > 0m) != (held > 0m)))
            {
                (a, b) = (Rational.Zero, price);
            }
            else if (Math.Abs(next) > Math.Abs(held))
            {
                Rational total = Math.Abs(next);
                Rational weight = (Rational)Math.Abs(held) / total;
                (a, b) = (a * weight, (b * weight) + (price * Math.Abs(moved) / total));
            }

            held = next;
        }

        amplification = a.IsZero ? Rational.Zero : a.Inverse;
        return a.IsZero || average is not { } end ? null : (end - b) / a;
    }

    private static DateTimeOffset? LastBefore(List<BookEntry> history, DateTimeOffset start)
    {
        DateTimeOffset? last = null;
        foreach (BookEntry entry in history)
        {
            if (entry.Fill.At < start && !entry.Fill.IsPlaceholder)
            {
                last = entry.Fill.At;
            }
        }

        return last;
    }
}
