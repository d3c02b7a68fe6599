using PositionRecovery.Testing;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Recovery.Reading;

public sealed class VenueReadingsTests
{
    [Fact]
    public void ReadAsync_OneVenueIsDown_TheOtherCountsAndTheDeadlineHolds()
    {
        ReadDesk desk = new();
        desk.Books.Holds(Beta, 1m, 10m, account: Second);
        var down = new PaperVenue(desk.Clock, Second)
        {
            Does = static (_, _) => new TaskCompletionSource<VenueAnswer>().Task,
        };

        VenuePicture picture = Read(desk.Clock, TimeSpan.FromSeconds(10),
            desk.Reader(new VenueAsker(down, desk.Clock), Second), desk.Reader(desk.Asker(), Main));

        Assert.Equal([Main, Second], picture.Accounts.Select(static a => a.Account));
        Assert.Equal((ReadAt, ReadAt.AddSeconds(10)), (picture.Accounts[0].EndedAt, picture.Accounts[1].EndedAt));
        Assert.Empty(picture.Accounts[0].Failures);
        Assert.All(picture.Accounts[1].Failures,
            static f => Assert.Contains("no answer within 00:00:10", f, StringComparison.Ordinal));
        ReconciliationPlan plan = Reconciler.Reconcile(
            desk.Books.Snapshot(), picture.Snapshot, desk.Options, desk.Clock.GetUtcNow());
        Assert.Equal(
            [Verdict.Verified, Verdict.Verified, Verdict.Unverified], plan.Verdicts.Select(static v => v.Verdict));
    }

    [Fact]
    public void ReadAsync_CallerCancels_Throws()
    {
        ReadDesk desk = new();
        using var cancellation = new CancellationTokenSource();
        desk.At<BalancesQuery>(1, cancellation.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => Clockwork.Run(desk.Clock, async () =>
        {
            using Deadline deadline = Deadline.In(TimeSpan.FromSeconds(10), desk.Clock, cancellation.Token);
            return await VenueReadings.ReadAsync([desk.Reader(desk.Asker(), Main)], deadline);
        }));
    }

    [Fact]
    public void ReadAsync_VenueWithinItsRate_TakesAsLongAsTheRateSays()
    {
        ReadDesk desk = new() { Limits = new ReadLimits { RequestsPerSecond = 2, Burst = 2 } };

        Read(desk.Clock, TimeSpan.FromMinutes(1), desk.Reader(desk.Asker(), Main));

        Assert.Equal(TimeSpan.FromSeconds((desk.Venue.Asked.Count - 2) / 2.0), desk.Clock.Elapsed);
    }

    private static VenuePicture Read(FakeTimeProvider clock, TimeSpan limit, params AccountReader[] readers) =>
        Clockwork.Run(clock, async () =>
        {
            using Deadline deadline = Deadline.In(limit, clock, default);
            return await VenueReadings.ReadAsync(readers, deadline);
        });
}
