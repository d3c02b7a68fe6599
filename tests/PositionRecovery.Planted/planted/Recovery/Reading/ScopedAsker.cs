using System.Collections.Concurrent;

namespace PositionRecovery;

/// <summary>Asks about one account as widely as its venue can be asked: for the whole account, and where it cannot, for
/// one instrument after the other. Remembers what the venue cannot. Thread-safe.</summary>
internal sealed class ScopedAsker(VenueAsker asker, AccountId account, bool isContinuous)
{
    /// <summary>So many instruments or fewer are asked one by one although the whole account could be.</summary>
    private const int Few = 2;

    private readonly ConcurrentDictionary<(Type Kind, bool IsWide, OrderClass? Class), bool> _refused = new();

    internal AccountId Account => account;

    internal VenueAsker Venue => asker;

    /// <summary>Asks one query as it is.</summary>
    internal async ValueTask<VenueAnswer> AskAsync(VenueQuery query, Deadline deadline, RequestPriority priority)
    {
        VenueAnswer answer = await deadline.AskAsync(asker, query, ClassOf(priority)).ConfigureAwait(false);
        Remember(answer);
        return answer;
    }

    /// <summary>Asks for the whole account, or for some instruments.</summary>
    /// <param name="make">Makes the query for one instrument, or for all.</param>
    /// <param name="instruments">The instruments; <c>null</c> for the whole account.</param>
    /// <param name="deadline">Until when.</param>
    /// <param name="priority">Which goes first.</param>
    /// <returns>The answers; one that says that it cannot be asked so is among them only when it cannot be asked at
    /// all.</returns>
    internal async ValueTask<VenueAnswer[]> AskAsync(
        Func<InstrumentId?, VenueQuery> make,
        InstrumentId[]? instruments,
        Deadline deadline,
        RequestPriority priority)
    {
        VenueQuery wide = make(null);
        bool isWideFirst = instruments is null || (instruments.Length > Few && !IsRefused(wide));
        if (instruments is { Length: 0 })
        {
            return [];
        }

        if (isWideFirst)
        {
            VenueAnswer answer = await AskOnceAsync(wide, deadline, priority).ConfigureAwait(false);
            if (instruments is null || answer.Coverage.Status != CoverageStatus.Unsupported)
            {
                return [answer];
            }
        }

        VenueAnswer[] each = await EachAsync(make, instruments!, deadline, priority).ConfigureAwait(false);
        return !isWideFirst && IsRefused(each[0].Query) && !IsRefused(wide)
            ? [await AskOnceAsync(wide, deadline, priority).ConfigureAwait(false)]
            : each;
    }

    /// <summary>Whether the venue said that it does not know such a query.</summary>
    internal bool IsRefused(VenueQuery query) => _refused.ContainsKey(ShapeOf(query));

    private async ValueTask<VenueAnswer[]> EachAsync(
        Func<InstrumentId?, VenueQuery> make, InstrumentId[] instruments, Deadline deadline, RequestPriority priority)
    {
        VenueQuery[] queries = [.. instruments.Select(i => make(i))];
        Task<VenueAnswer>[] asked =
        [
            .. queries.Select(q => IsRefused(q)
                ? Task.FromResult(VenueAnswer.Unsupported(q))
                : deadline.AskAsync(asker, q, ClassOf(priority)).AsTask()),
        ];
        VenueAnswer[] answers = await Task.WhenAll(asked).ConfigureAwait(false);
        Array.ForEach(answers, Remember);
        return answers;
    }

    private async ValueTask<VenueAnswer> AskOnceAsync(VenueQuery query, Deadline deadline, RequestPriority priority) =>
        IsRefused(query)
            ? VenueAnswer.Unsupported(query)
            : await AskAsync(query, deadline, priority).ConfigureAwait(false);

    private RequestClass ClassOf(RequestPriority priority) => new(priority, isContinuous);

    private void Remember(VenueAnswer answer)
    {
        if (answer.Coverage.Status == CoverageStatus.Unsupported)
        {
            _refused.TryAdd(ShapeOf(answer.Query), true);
        }
    }

    private static (Type Kind, bool IsWide, OrderClass? Class) ShapeOf(VenueQuery query) =>
        (query.GetType(), query.Instrument is null, query switch
        {
            OpenOrdersQuery q => q.Class,
            OrderHistoryQuery q => q.Class,
            OrderQuery q => q.Class,
            _ => null,
        });
}
