using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Continuous;

public sealed class StandInsTests
{
    [Fact]
    public void Due_TheSameStandsIn_IsLookedForLessAndLessOftenAndThenNoMore()
    {
        var standIns = new StandIns();
        List<int> looks = [.. Enumerable.Range(0, 5_000)
            .Where(minute => standIns.Due([StoodIn(Now)], [Main], At(minute), At(minute)).Count > 0)];

        Assert.Equal([1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023], looks);
    }

    [Fact]
    public void Due_WhatStandsInChanges_BeginsAnew()
    {
        var standIns = new StandIns();
        OrderSnapshot other = StoodIn(Now) with
        {
            Fills = [StoodIn(Now).Fills[0] with { Quantity = 2m }],
        };

        Assert.Empty(standIns.Due([StoodIn(Now)], [Main], At(0), At(0)));
        Assert.Empty(standIns.Due([other], [Main], At(1), At(1)));
        Assert.Single(standIns.Due([other], [Main], At(2), At(2)));
    }

    [Fact]
    public void Due_AccountThatDoesNotAnswer_WaitsWithoutCounting()
    {
        var standIns = new StandIns();
        standIns.Due([StoodIn(Now)], [Main], At(0), At(0));

        Assert.Empty(standIns.Due([StoodIn(Now)], [], At(5), At(5)));
        Assert.Single(standIns.Due([StoodIn(Now)], [Main], At(6), At(6)));
    }

    [Theory]
    [InlineData(1, -1)]      // a day before it
    [InlineData(29.5, -30)]  // no further than venues show
    public void Due_LooksAsFarBackAsItMayReach(double days, double since)
    {
        var standIns = new StandIns();
        DateTimeOffset now = Now.AddDays(days - 1);
        OrderSnapshot order = StoodIn(days > 2 ? now.AddDays(-days) : Now);
        standIns.Due([order], [Main], At(0), now);

        ReconcileScope scope = Assert.Single(standIns.Due([order], [Main], At(1), now));

        Assert.Equal(now.AddDays(since), scope.Since);
        Assert.Equal([Perpetual.Id], scope.Instruments);
    }

    [Fact]
    public void Due_StandInOfLongAgo_IsLeftAlone()
    {
        var standIns = new StandIns();
        standIns.Due([StoodIn(Now)], [Main], At(0), Now.AddDays(31));

        Assert.Empty(standIns.Due([StoodIn(Now)], [Main], At(1), Now.AddDays(31)));
    }

    private static OrderSnapshot StoodIn(DateTimeOffset at) => Order("a1", Buy, 1m) with
    {
        Fills =
        [
            new FillSnapshot
            {
                Trade = new("SF-1"), Order = new("a1"), Account = Main, Instrument = Perpetual.Id, Side = Buy,
                Quantity = 1m, Price = 10m, At = at, IsPlaceholder = true, CoversUntil = at,
            },
        ],
    };
}
