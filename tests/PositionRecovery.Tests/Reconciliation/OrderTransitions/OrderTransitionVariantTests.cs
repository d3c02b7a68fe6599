namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>What the pair of states alone does not decide.</summary>
public sealed class OrderTransitionVariantTests
{
    [Theory]
    [InlineData(OrderStatus.Canceled, "Accepted", "reopened updated", OrderStatus.Accepted)]
    [InlineData(OrderStatus.Canceled, "Triggered", "reopened updated triggered", OrderStatus.Triggered)]
    [InlineData(OrderStatus.Canceled, "PartiallyFilled", "reopened updated triggered filled",
        OrderStatus.PartiallyFilled)]
    [InlineData(OrderStatus.Canceled, "Filled", "reopened updated triggered filled", OrderStatus.Filled)]
    [InlineData(OrderStatus.Canceled, "PendingCancel", "reopened updated triggered filled pending-cancel",
        OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.Rejected, "Accepted", "reopened accepted updated", OrderStatus.Accepted)]
    [InlineData(OrderStatus.Rejected, "PartiallyFilled", "reopened accepted updated triggered filled",
        OrderStatus.PartiallyFilled)]
    [InlineData(OrderStatus.Rejected, "Filled", "reopened accepted updated triggered filled", OrderStatus.Filled)]
    public void EndInferredFromAbsence_ThenReported_IsReopened(
        OrderStatus cached, string venue, string events, OrderStatus final)
    {
        TransitionOutcome outcome = (TransitionScene.Of(cached, venue) with { IsInferredTerminal = true }).Reconcile();

        Assert.Equal(events, outcome.Events);
        Assert.Equal(final, outcome.Order.Status);
        Assert.False(outcome.Order.IsInferredTerminal);
        Discrepancy reopened = Assert.Single(outcome.Own, d => d.Kind == DiscrepancyKind.Reopened);
        Assert.Equal(Severity.Critical, reopened.Severity);
        Assert.Equal("-", outcome.EventsOfSecondRun);
    }

    [Theory]
    [InlineData(OrderStatus.Canceled)]
    [InlineData(OrderStatus.Rejected)]
    public void EndInferredFromAbsence_StillAbsent_StaysEnded(OrderStatus cached)
    {
        TransitionScene scene = TransitionScene.Of(cached, TransitionScene.ProvenAbsent);

        TransitionOutcome outcome = (scene with { IsInferredTerminal = true }).Reconcile();

        Assert.Equal("-", outcome.Events);
        Assert.True(outcome.Order.IsInferredTerminal);
        Assert.Equal("none", outcome.Worst);
    }

    public static TheoryData<OrderStatus> CachedStatuses => [.. Enum.GetValues<OrderStatus>()];

    [Theory]
    [MemberData(nameof(CachedStatuses))]
    public void StatusThatNobodyUnderstands_Reported_IsAsGoodAsNoAnswer(OrderStatus cached)
    {
        ExpectedTransition expected = ExpectedTransition.Of(cached.ToString(), TransitionScene.Unknown);
        TransitionScene scene = TransitionScene.Of(cached, TransitionScene.Unknown) with { IsStatusIllegible = true };

        TransitionOutcome outcome = scene.Reconcile();

        Assert.Equal(("-", cached), (outcome.Events, outcome.Order.Status));
        Assert.Equal((expected.Asks, expected.Worst), (outcome.Asks, outcome.Worst));
    }

    /// <summary>The request lives for 5 s, the venue may work on it for 10 s, clocks may disagree by 5 s; only a read
    /// from after all that shows that it had no effect.</summary>
    [Theory]
    [InlineData(OrderStatus.PendingCancel, "Accepted", 19, "-", OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingCancel, "Accepted", 21, "reverted", OrderStatus.Accepted)]
    [InlineData(OrderStatus.PendingUpdate, "Accepted", 19, "-", OrderStatus.PendingUpdate)]
    [InlineData(OrderStatus.PendingUpdate, "Accepted", 21, "reverted", OrderStatus.Accepted)]
    [InlineData(OrderStatus.PendingCancel, "PartiallyFilled", 19, "triggered filled", OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingCancel, "Canceled", 19, "triggered filled canceled", OrderStatus.Canceled)]
    [InlineData(OrderStatus.PendingUpdate, "Filled", 19, "triggered filled", OrderStatus.Filled)]
    public void PendingRequest_WithoutAnyEffectAtTheVenue_IsGivenUpOnlyAfterItsLife(
        OrderStatus cached, string venue, int secondsSinceRequest, string events, OrderStatus final)
    {
        TransitionScene scene = TransitionScene.Of(cached, venue) with
        {
            VenuePrice = 100m,
            RequestAge = TimeSpan.FromSeconds(secondsSinceRequest),
            ReadAge = TimeSpan.Zero,
        };

        TransitionOutcome outcome = scene.Reconcile();

        Assert.Equal(events, outcome.Events);
        Assert.Equal(final, outcome.Order.Status);
    }

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "PartiallyFilled", 20)]
    [InlineData(OrderStatus.Filled, "PartiallyFilled", 50)]
    public void LessFilledThanCached_ReadBeforeOurWatermark_IsOldNews(OrderStatus cached, string venue, int filled)
    {
        TransitionScene scene = TransitionScene.Of(cached, venue) with
        {
            VenueFilled = filled,
            VenuePrice = 100m,
            ReadAge = TimeSpan.FromMinutes(50),
        };

        TransitionOutcome outcome = scene.Reconcile();

        Assert.Equal("-", outcome.Events);
        Assert.Equal(scene.CachedFilled, outcome.Order.Filled);
        Assert.Equal(cached, outcome.Order.Status);
        Assert.Equal("Info", outcome.Worst);
    }

    [Fact]
    public void LessFilledThanCached_FreshAndReadOnce_IsReadAgain()
    {
        TransitionScene scene = TransitionScene.Of(OrderStatus.PartiallyFilled, "PartiallyFilled") with
        {
            VenueFilled = 20m,
            VenuePrice = 100m,
        };

        TransitionOutcome outcome = scene.Reconcile();

        Assert.Equal("-", outcome.Events);
        Assert.Equal(30m, outcome.Order.Filled);
        Assert.True(outcome.Asks);
        Assert.Equal("Warning", outcome.Worst);
    }

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "PartiallyFilled", 20)]
    [InlineData(OrderStatus.Filled, "PartiallyFilled", 50)]
    public void LessFilledThanCached_FreshAndReadTwice_IsCriticalAndNothingIsRolledBack(
        OrderStatus cached, string venue, int filled)
    {
        TransitionScene scene = TransitionScene.Of(cached, venue) with
        {
            VenueFilled = filled,
            VenuePrice = 100m,
            Reads = 2,
        };

        TransitionOutcome outcome = scene.Reconcile();

        Assert.Equal("-", outcome.Events);
        Assert.Equal(scene.CachedFilled, outcome.Order.Filled);
        Assert.Equal("Critical", outcome.Worst);
    }

    [Theory]
    [InlineData(OrderStatus.Submitted, "Triggered", "accepted updated", OrderStatus.Accepted)]
    [InlineData(OrderStatus.Submitted, "Filled", "accepted updated filled", OrderStatus.Filled)]
    [InlineData(OrderStatus.Accepted, "PartiallyFilled", "updated filled", OrderStatus.PartiallyFilled)]
    [InlineData(OrderStatus.Accepted, "Canceled", "updated filled canceled", OrderStatus.Canceled)]
    public void OrderWithoutATrigger_WhateverTheVenueShows_IsNeverTriggered(
        OrderStatus cached, string venue, string events, OrderStatus final)
    {
        TransitionOutcome outcome = (TransitionScene.Of(cached, venue) with { Type = OrderType.Limit }).Reconcile();

        Assert.Equal(events, outcome.Events);
        Assert.Equal(final, outcome.Order.Status);
    }

    [Theory]
    [InlineData(OrderStatus.Accepted, "Accepted")]
    [InlineData(OrderStatus.Triggered, "Triggered")]
    [InlineData(OrderStatus.Filled, "Filled")]
    [InlineData(OrderStatus.Canceled, "Canceled")]
    public void SameStateAndNothingChanged_Reconciled_IsNoDifference(OrderStatus cached, string venue)
    {
        TransitionScene scene = TransitionScene.Of(cached, venue);

        TransitionOutcome outcome =
            (scene with { VenuePrice = 100m, VenueFilled = scene.CachedFilled }).Reconcile();

        Assert.Equal("-", outcome.Events);
        Assert.Equal("none", outcome.Worst);
    }
}
