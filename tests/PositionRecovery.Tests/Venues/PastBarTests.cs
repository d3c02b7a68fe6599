using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

public sealed class PastBarTests
{
    private static readonly WarmupRequest Minutes = new()
    {
        Instrument = VenueDesk.Btc.Id, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public async Task Bars_OfPricesThatWereSet_ShowTheirPath()
    {
        var desk = new VenueDesk();
        foreach (int price in new[] { 110, 90, 105 })
        {
            desk.Clock.Advance(TimeSpan.FromSeconds(30));
            desk.Venue.SetPrice(VenueDesk.Btc.Id, price);
        }

        desk.Clock.Advance(TimeSpan.FromSeconds(60));
        HistoricalBar[] bars = await ReadAsync(desk);
        Assert.Equal(
            ["00:00 100 110 100 110", "00:01 90 105 90 105"],
            bars.Select(static b => FormattableString.Invariant(
                $"{b.OpenTime:HH:mm} {b.Open:0} {b.High:0} {b.Low:0} {b.Close:0}")));
    }

    [Fact]
    public async Task Bars_OfAFunction_AreAlignedFinishedAndWhole()
    {
        VenueDesk desk = Wave();
        HistoricalBar[] bars = await ReadAsync(desk);
        Assert.Equal(10, bars.Length);
        Assert.All(bars, static b => Assert.Equal(0, b.OpenTime.Second));
        Assert.All(bars, b => Assert.True(b.CloseTime <= desk.Clock.GetUtcNow()));
        Assert.All(bars.Zip(bars.Skip(1)), static p => Assert.Equal(p.First.CloseTime, p.Second.OpenTime));
        Assert.Equal(bars, await ReadAsync(desk));
    }

    [Theory]
    [InlineData(VenueFaultKind.Withhold, "0 1 3 4 5 6 8 9")]
    [InlineData(VenueFaultKind.Duplicate, "0 0 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9")]
    [InlineData(VenueFaultKind.Reorder, "1 0 3 2 5 4 7 6 9 8")]
    public async Task Bars_WithAFault_ComeWrong(VenueFaultKind kind, string order)
    {
        VenueDesk desk = Wave();
        HistoricalBar[] right = await ReadAsync(desk);
        desk.Venue.Plant(new VenueFault { Kind = kind, Call = VenueCallKind.Bars });
        HistoricalBar[] wrong = await ReadAsync(desk);
        Assert.Equal(order, string.Join(' ', wrong.Select(b => Array.IndexOf(right, b))));
    }

    [Fact]
    public async Task Bars_Delayed_ComeOneByOne()
    {
        // A context would take what follows a delay elsewhere, while the clock goes on.
        SynchronizationContext.SetSynchronizationContext(null);
        VenueDesk desk = Wave();
        desk.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.Delay, Call = VenueCallKind.Bars, Time = TimeSpan.FromSeconds(1),
        });
        Task<HistoricalBar[]> reading = ReadAsync(desk);
        desk.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(reading.IsCompleted);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, (await reading).Length);
    }

    [Fact]
    public async Task Bars_Fail_Throws()
    {
        VenueDesk desk = Wave();
        desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Fail, Call = VenueCallKind.Bars });
        await Assert.ThrowsAsync<VenueException>(() => ReadAsync(desk));
    }

    private static VenueDesk Wave()
    {
        var desk = new VenueDesk(static s => s with { PriceOf = static (_, at) => 100 + (at.UtcTicks / 10_000_000 % 7) });
        desk.Clock.Advance(TimeSpan.FromSeconds(180));
        return desk;
    }

    private static async Task<HistoricalBar[]> ReadAsync(VenueDesk desk)
    {
        var bars = new List<HistoricalBar>();
        await foreach (HistoricalBar bar in desk.Venue.ReadBarsAsync(
            Minutes, desk.Clock.GetUtcNow(), CancellationToken.None))
        {
            bars.Add(bar);
        }

        return [.. bars];
    }
}
