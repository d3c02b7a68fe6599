namespace PositionRecovery;

/// <summary>Counts a funding payment to the lives it was paid for: those of the position at its time, by quantity; when
/// there were none the open ones, else the one that ended last.</summary>
internal static class FundingShare
{
    /// <summary>How many payments a life knows again when they come once more.</summary>
    internal const int MaxRemembered = 500;

    /// <summary>Whether a life lasted at a time, its first and last moments among it.</summary>
    internal static bool IsLived(PositionLife life, DateTimeOffset at) =>
        !(life.OpenedAt > at) && !(life.ClosedAt < at);

    internal static bool IsKnown(LiveState state, CashFlowRecordedEvent e) =>
        BookOf(state, e) is { } book && book.Lives.Exists(l => l.Life.CashFlows.Contains(e.Id));

    internal static void Take(LiveState state, CashFlowRecordedEvent e)
    {
        if (e.FlowKind != CashFlowKind.Funding || BookOf(state, e) is not { } book || IsKnown(state, e))
        {
            return;
        }

        LiveLife[] paying = [.. book.Lives.Where(l => IsLived(l.Life, e.At))];
        if (paying.Length == 0)
        {
            paying = [.. book.Lives.Where(static l => !l.Life.IsClosed)];
        }

        if (paying.Length == 0)
        {
            paying = [.. book.Lives.OrderByDescending(static l => l.Life.ClosedAt).Take(1)];
        }

        decimal total = paying.Sum(static l => Math.Abs(l.Life.Quantity));
        decimal left = e.Amount;
        for (int i = 0; i < paying.Length; i++)
        {
            decimal share = i == paying.Length - 1 || total == 0m
                ? left
                : ((Rational)e.Amount * Math.Abs(paying[i].Life.Quantity) / total).Round();
            left -= share;
            Add(state, paying[i], e, share);
        }
    }

    private static LiveBook? BookOf(LiveState state, CashFlowRecordedEvent e) => e.Instrument is { } instrument
        ? state.Books.GetValueOrDefault(new BookKey(e.Account, instrument, e.PositionSide))
        : null;

    private static void Add(LiveState state, LiveLife live, CashFlowRecordedEvent e, decimal share)
    {
        live.Life = live.Life with
        {
            Funding = live.Life.Funding + share,
            UpdatedAt = live.Life.UpdatedAt > e.At ? live.Life.UpdatedAt : e.At,
            CashFlows = [.. live.Life.CashFlows.TakeLast(MaxRemembered - 1), e.Id],
        };
        state.Dirty.Add(live);
    }
}
