namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>Every cached status against every state a venue can show.</summary>
public sealed class OrderTransitionTests
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (ExpectedTransition row in ExpectedTransition.All)
            {
                rows.Add(row.Cached.ToString(), row.Venue);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Order_CachedInOneStateAndReportedInAnother_FollowsItsRow(string cached, string venue)
    {
        ExpectedTransition expected = ExpectedTransition.Of(cached, venue);

        TransitionOutcome outcome = TransitionScene.Of(expected.Cached, venue).Reconcile();

        ExpectedTransition actual = expected with
        {
            Events = outcome.Events,
            Final = outcome.Order.Status,
            Asks = outcome.Asks,
            Worst = outcome.Worst,
        };
        Assert.True(expected == actual, $"expected {expected}\nbut was  {actual}\n{outcome.Story}");
        Assert.Equal("-", outcome.EventsOfSecondRun);
    }

    [Fact]
    public void Expectations_OfAllStatuses_AreOneRowAPair()
    {
        string[] venueStates =
        [
            "Accepted", "Triggered", "PartiallyFilled", "Filled", "Canceled", "Expired", "Rejected", "PendingCancel",
            TransitionScene.ProvenAbsent, TransitionScene.Unknown,
        ];
        IEnumerable<(OrderStatus, string)> pairs =
            from cached in Enum.GetValues<OrderStatus>() from venue in venueStates select (cached, venue);

        Assert.Equal(pairs.Order(), ExpectedTransition.All.Select(row => (row.Cached, row.Venue)).Order());
    }
}
