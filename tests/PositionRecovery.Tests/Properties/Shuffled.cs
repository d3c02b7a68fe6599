namespace PositionRecovery.Tests;

/// <summary>The same facts in another order, some of them twice.</summary>
internal sealed class Shuffled(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The answers in another order, and what they report too; some orders and executions are reported twice,
    /// and some answers arrived twice.</summary>
    internal VenueSnapshot Venue(VenueSnapshot venue) =>
        VenueSnapshot.Of(Mix(Repeat(venue.Answers, _ => true)).Select(Answer).ToList());

    /// <summary>The same state, with its lists in another order.</summary>
    internal CachedSnapshot State(CachedSnapshot state) => state with
    {
        Instruments = Mix(state.Instruments),
        Orders = Mix(state.Orders.Select(o => o with { Fills = Mix(o.Fills) })),
        Positions = Mix(state.Positions),
        AccountBooks = Mix(state.AccountBooks),
        Accounts = Mix(state.Accounts),
        Balances = Mix(state.Balances),
        PurgedTrades = Mix(state.PurgedTrades),
    };

    private VenueAnswer Answer(VenueAnswer answer)
    {
        List<VenueReport> reports = Mix(Repeat(answer.Reports, r => r is OrderReport or FillReport));
        Coverage coverage = answer.Coverage;
        return coverage.Status switch
        {
            CoverageStatus.Complete => VenueAnswer.Complete(answer.Query, coverage.To!.Value, reports),
            CoverageStatus.Partial => VenueAnswer.Partial(
                answer.Query, coverage.From!.Value, coverage.To!.Value, reports, coverage.Reason!),
            _ => answer,
        };
    }

    private IEnumerable<T> Repeat<T>(IEnumerable<T> items, Func<T, bool> mayRepeat) =>
        items.SelectMany(item => Enumerable.Repeat(item, mayRepeat(item) ? _random.Next(1, 3) : 1));

    private List<T> Mix<T>(IEnumerable<T> items)
    {
        T[] mixed = [.. items];
        _random.Shuffle(mixed);
        return [.. mixed];
    }
}
