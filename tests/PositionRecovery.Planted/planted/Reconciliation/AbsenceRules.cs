namespace PositionRecovery;

/// <summary>When it is proven that the venue does not have an order of one position, and what must be asked where it is
/// not. The
/// absence
/// of a report proves nothing unless the query would have shown it.</summary>
internal sealed class AbsenceRules(PassContext context)
{
    private ILookup<ClientOrderId, VenueAnswer>? _emptyByClientId;
    private ILookup<VenueOrderId, VenueAnswer>? _emptyByVenueId;
    private OrderSnapshot? _sought;
    private VenueAnswer[] _notFound = [];

    /// <summary>What is missing for the proof; empty when the order is provably not at the venue.</summary>
    /// <param name="order">The order.</param>
    /// <param name="position">Its position.</param>
    /// <param name="doesPositionAgree">Whether the position is what the books say without it.</param>
    internal List<Question> Missing(OrderCase order, KeyCase position, bool doesPositionAgree)
    {
        var missing = new List<Question>();
        OrderSnapshot cached = order.Order;
        AccountEvidence evidence = context.Evidence.Of(cached.Intent.Account);
        if (!IsPastDeadline(cached, evidence) || !HasEnoughNotFound(cached, evidence))
        {
            missing.Add(AskForOrder(cached));
        }

        if (!IsMissingFromOpenLists(cached, evidence))
        {
            missing.Add(new Question
            {
                Query = new OpenOrdersQuery { Account = cached.Intent.Account, Instrument = cached.Intent.Instrument },
                Reason = $"Order {cached.Intent.Id} may still work; no complete list of open orders says otherwise.",
            });
        }

        if (!AreFillsComplete(cached, evidence) || MayBeExecuted(cached, position))
        {
            missing.Add(new Question
            {
                Query = new FillsQuery
                {
                    Account = cached.Intent.Account,
                    Instrument = cached.Intent.Instrument,
                    From = Begin(cached) ?? DateTimeOffset.UnixEpoch,
                },
                Reason = $"Order {cached.Intent.Id} may have been executed; the executions since it was intended are "
                    + "not shown completely.",
            });
        }

        if (missing.Count == 0 && !DoesAgeAllow(cached, doesPositionAgree))
        {
            missing.Add(AskForOrder(cached));
        }

        return missing;
    }

    internal static Question AskForOrder(OrderSnapshot cached) => new()
    {
        Query = new OrderQuery
        {
            Account = cached.Intent.Account,
            Instrument = cached.Intent.Instrument,
            ClientOrder = cached.Intent.Id,
            VenueOrder = cached.VenueOrder,
        },
        Reason = $"Order {cached.Intent.Id} is {cached.Status} here and in no answer; what became of it is not known.",
    };

    /// <summary>An execution whose order nobody reports may be this order's.</summary>
    private static bool MayBeExecuted(OrderSnapshot cached, KeyCase position) => position.Orders.Exists(o =>
        o.IsStub && o.Order.Intent.Side == cached.Intent.Side
        && (cached.VenueOrder is null || o.Order.VenueOrder is null)
        && o.NewFills.Exists(f => f.ClientOrder is null && !(f.At < Begin(cached))));

    /// <summary>The last moment at which the order is known to have been alive; what was read before says nothing.
    /// </summary>
    private static DateTimeOffset? Alive(OrderSnapshot cached) =>
        new[] { Begin(cached), cached.CreatedAt, cached.UpdatedAt, cached.RequestedAt }.Max();

    private static DateTimeOffset? Begin(OrderSnapshot cached) =>
        cached.IntendedAt ?? cached.CreatedAt ?? cached.SendDeadline ?? cached.UpdatedAt;

    private AccountTimes TimesOf(OrderSnapshot cached) => context.Policy.TimesOf(cached.Intent.Account);

    /// <summary>A request that was signed before its deadline cannot arrive any more.</summary>
    private bool IsPastDeadline(OrderSnapshot cached, AccountEvidence evidence)
    {
        if (cached.VenueOrder is not null)
        {
            return true; // it did arrive once
        }

        DateTimeOffset? latest = cached.SendDeadline ?? cached.IntendedAt;
        return latest is { } sent && Moments.Later(sent, TimesOf(cached).RequestWindow) is var over
            && context.Now >= over && NotFound(cached, evidence).All(a => a.Coverage.To >= over);
    }

    /// <summary>The answers that looked for the order, since it was last known to be alive, and did not find it.
    /// </summary>
    private VenueAnswer[] NotFound(OrderSnapshot cached, AccountEvidence evidence)
    {
        if (ReferenceEquals(_sought, cached))
        {
            return _notFound;
        }

        if (_emptyByClientId is null || _emptyByVenueId is null)
        {
            VenueAnswer[] empty = [.. evidence.CompleteAbout<OrderQuery>(cached.Intent.Instrument)
                .Where(static a => a.Reports.Count == 0)];
            _emptyByClientId = empty.Where(static a => ClientOf(a) is not null).ToLookup(static a =>
                ClientOf(a)!.Value);
            _emptyByVenueId = empty.Where(static a => ClientOf(a) is null && VenueOf(a) is not null)
                .ToLookup(static a => VenueOf(a)!.Value);
        }

        IEnumerable<VenueAnswer> byVenueId = cached.VenueOrder is { } id ? _emptyByVenueId[id] : [];
        _sought = cached;
        return _notFound = [.. _emptyByClientId[cached.Intent.Id].Concat(byVenueId)
            .Where(a => IsAbout((OrderQuery)a.Query, cached) && !(a.Coverage.To <= Alive(cached)))];

        static ClientOrderId? ClientOf(VenueAnswer answer) => ((OrderQuery)answer.Query).ClientOrder;
        static VenueOrderId? VenueOf(VenueAnswer answer) => ((OrderQuery)answer.Query).VenueOrder;
    }

    private static bool IsAbout(OrderQuery query, OrderSnapshot cached) =>
        (query.ClientOrder is not null || query.VenueOrder is not null)
        && (query.ClientOrder is not { } client || client == cached.Intent.Id)
        && (query.VenueOrder is not { } venue || venue == cached.VenueOrder)
        && (query.Class is null || query.Class == cached.Intent.Class);

    private bool HasEnoughNotFound(OrderSnapshot cached, AccountEvidence evidence)
    {
        int reads = 0;
        DateTimeOffset? last = null;
        foreach (DateTimeOffset at in NotFound(cached, evidence).Select(static a => a.Coverage.To!.Value).Order())
        {
            if (last is not { } earlier || at - earlier >= context.Policy.AbsenceQuietPeriod)
            {
                reads++;
                last = at;
            }
        }

        return reads >= context.Policy.RequiredAbsenceReads;
    }

    /// <summary>The lists of every order service must have been read, at a time when the order could have been in them.
    /// </summary>
    private static bool IsMissingFromOpenLists(OrderSnapshot cached, AccountEvidence evidence)
    {
        VenueAnswer[] lists = [.. evidence.CompleteAbout<OpenOrdersQuery>(cached.Intent.Instrument)
            .Where(a => !(a.Coverage.To <= Alive(cached)))];
        return Array.Exists(lists, static a => ((OpenOrdersQuery)a.Query).Class is null)
            || (lists.Any(a => Class(a) == OrderClass.Regular) && lists.Any(a => Class(a) == OrderClass.Conditional));

        static OrderClass? Class(VenueAnswer answer) => ((OpenOrdersQuery)answer.Query).Class;
    }

    private bool AreFillsComplete(OrderSnapshot cached, AccountEvidence evidence)
    {
        FillCoverage coverage = evidence.Fills(cached.Intent.Instrument);
        DateTimeOffset? since = context.AgreedAt(cached.Intent.Position.Book, null) is { } agreed
            && agreed > Begin(cached) ? agreed : Begin(cached);
        DateTimeOffset until = NotFound(cached, evidence).Max(static a => a.Coverage.To) ?? context.Now;
        return since is { } from && coverage.Contains(from, Moments.Earlier(until,
            TimesOf(cached).RequestWindow) is var end && end > from
            ? end
            : from);
    }

    /// <summary>An order that never arrived must be young enough for the venue to still show it. One that was accepted
    /// must be old enough for the venue to have forgotten it, or the position must agree without it.</summary>
    private bool DoesAgeAllow(OrderSnapshot cached, bool doesPositionAgree)
    {
        AccountTimes times = TimesOf(cached);
        TimeSpan? retention = cached.Filled > 0m
            ? times.OrderRetention
            : times.UnfilledOrderRetention ?? times.OrderRetention;
        TimeSpan? age = (cached.CreatedAt ?? Begin(cached)) is { } begin ? context.Now - begin : null;
        bool isForgotten = retention is { } kept && age > kept;
        bool wasAccepted = cached.VenueOrder is not null || cached.Filled > 0m
            || cached.Status is not (OrderStatus.Intended or OrderStatus.Submitted);
        return wasAccepted ? isForgotten || doesPositionAgree : !isForgotten;
    }
}
