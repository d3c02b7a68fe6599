namespace PositionRecovery;

/// <summary>On whose account a request goes.</summary>
/// <param name="Priority">Which goes first.</param>
/// <param name="IsContinuous">Whether it is one of the continuous checks, which have a share of their own.</param>
internal readonly record struct RequestClass(RequestPriority Priority, bool IsContinuous = false)
{
    internal static RequestClass Urgent => new(RequestPriority.Urgent);

    /// <summary>The class of a query that nobody classed.</summary>
    internal static RequestClass Of(VenueQuery query) => new(query switch
    {
        OrderQuery => RequestPriority.Urgent,
        OrderHistoryQuery or FillsQuery or CashFlowsQuery => RequestPriority.History,
        _ => RequestPriority.Present,
    });
}
