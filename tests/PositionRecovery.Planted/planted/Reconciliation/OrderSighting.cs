namespace PositionRecovery;

/// <summary>An order report and the answer it came in.</summary>
internal readonly record struct OrderSighting(OrderReport Report, VenueAnswer Answer)
{
    /// <summary>The venue time of what it says.</summary>
    internal DateTimeOffset At => Report.UpdatedAt ?? HoldsUntil;

    /// <summary>The venue time up to which it is known to hold.</summary>
    internal DateTimeOffset HoldsUntil => Answer.Coverage.To ?? Report.UpdatedAt ?? DateTimeOffset.MinValue;

    /// <summary>Which of two reports of one order counts: more executed, then the later stage of life, then the later
    /// time; then, so that the order of reports does not matter, by what they say.</summary>
    internal static int Rank(OrderSighting a, OrderSighting b)
    {
        int order = (a.Report.Filled ?? 0m).CompareTo(b.Report.Filled ?? 0m);
        order = order != 0 ? order : Stage(a.Report.Status).CompareTo(Stage(b.Report.Status));
        order = order != 0 ? order : Nullable.Compare(a.Report.UpdatedAt, b.Report.UpdatedAt);
        order = order != 0 ? order : a.HoldsUntil.CompareTo(b.HoldsUntil);
        order = order != 0 ? order : string.CompareOrdinal(a.Report.VenueOrder?.Value, b.Report.VenueOrder?.Value);
        order = order != 0 ? order : string.CompareOrdinal(QueryText.Of(a.Answer.Query), QueryText.Of(b.Answer.Query));
        return order != 0 ? order : string.CompareOrdinal(a.Report.ToString(), b.Report.ToString());
    }

    private static int Stage(OrderStatus status) => status switch
    {
        OrderStatus.Accepted => 1,
        OrderStatus.Triggered => 2,
        OrderStatus.PartiallyFilled => 3,
        OrderStatus.PendingCancel => 4,
        OrderStatus.Rejected => 5,
        OrderStatus.Expired => 6,
        OrderStatus.Canceled => 7,
        OrderStatus.Filled => 8,
        _ => 0,
    };
}
