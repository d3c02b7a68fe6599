using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

public sealed class ScriptedVenueTests
{
    private static readonly PositionsQuery Query = new() { Account = VenueDesk.Main };

    private readonly ScriptedVenue _venue = new(new VenueProfile
    {
        Venue = new("SIM"), Accounts = [VenueDesk.Main], SubmitGuarantee = SubmitGuarantee.QueryableById,
    });

    [Fact]
    public async Task Query_NothingPrepared_Fails() =>
        Assert.Equal(CoverageStatus.Failed, (await AskAsync(Query)).Coverage.Status);

    [Fact]
    public async Task Query_SeveralPrepared_NextComesFirstThenTheLatestForAll()
    {
        VenueAnswer first = Answer(1), second = Answer(2), old = Answer(3), standing = Answer(4);
        _venue.Always(old).Next(first).Next(second).Always(standing);
        Assert.Same(first, await AskAsync(Query));
        Assert.Same(second, await AskAsync(Query));
        Assert.Same(standing, await AskAsync(Query));
        Assert.Same(standing, await AskAsync(Query));
    }

    [Fact]
    public async Task Query_OfAnotherInstrument_DoesNotUseWhatIsPrepared()
    {
        _venue.Next(Answer(1));
        PositionsQuery other = Query with { Instrument = VenueDesk.Btc.Id };
        Assert.Equal(CoverageStatus.Failed, (await AskAsync(other)).Coverage.Status);
        Assert.True((await AskAsync(Query)).Coverage.IsComplete);
        Assert.Equal([other, Query], _venue.Queries);
    }

    [Fact]
    public async Task Query_ADelegate_SeesItAndMayThrow()
    {
        _venue.Always<FillsQuery>(static (q, _) => throw new VenueException(q.Account.Value));
        var fills = new FillsQuery { Account = VenueDesk.Main, From = DateTimeOffset.UnixEpoch };
        VenueException error = await Assert.ThrowsAsync<VenueException>(() => AskAsync(fills));
        Assert.Equal(VenueDesk.Main.Value, error.Message);
    }

    private static VenueAnswer Answer(int day) =>
        VenueAnswer.Complete(Query, DateTimeOffset.UnixEpoch.AddDays(day), []);

    private async Task<VenueAnswer> AskAsync(VenueQuery query) => await _venue.QueryAsync(query, CancellationToken.None);
}
