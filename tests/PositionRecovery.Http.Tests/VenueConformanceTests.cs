using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>What every venue has to do, the adapter does over HTTP.</summary>
public sealed class VenueConformanceTests
{
    private const string Balances = "a spot account has balances and no positions; the case asks for positions";

    private const string OneService = "the case asks a service for conditional orders, and Spot has one for all";

    private static readonly Dictionary<Account, Dictionary<string, string>> Deviations = new()
    {
        [Account.OneWay] = [],
        [Account.Hedge] = new()
        {
            ["positions.shown"] = "the case asks for a net position; in hedge mode each row is of a leg",
            ["submit.as-it-is"] = "the case sends a reduce-only order; in hedge mode the venue knows none",
        },
        [Account.Spot] = new()
        {
            ["query.at-once"] = Balances,
            ["positions.shown"] = Balances,
            ["positions.flat"] = Balances,
            ["positions.one-instrument"] = Balances,
            ["positions.legs"] = Balances,
            ["trouble.limit"] = Balances,
            ["trouble.ban"] = Balances,
            ["order.by-id"] = OneService,
            ["order.triggered"] = OneService,
            ["orders.both-services"] = OneService,
            ["submit.pair"] = "the simulated exchange has no order lists",
        },
    };

    public static TheoryData<Account, string> Cases
    {
        get
        {
            var data = new TheoryData<Account, string>();
            foreach (Account account in Enum.GetValues<Account>())
            {
                foreach (string name in SuiteOf(account).CaseNames)
                {
                    data.Add(account, name);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task RunAsync_EachCase_HoldsOrDeviatesForAReason(Account account, string name)
    {
        VenueConformanceResult result = await SuiteOf(account).RunAsync(name, CancellationToken.None);
        Assert.Equal(
            Deviations[account].ContainsKey(name) ? ConformanceOutcome.Deviates : ConformanceOutcome.Holds,
            result.Outcome);
    }

    private static VenueConformance SuiteOf(Account account)
    {
        var setup = new VenueConformanceSetup { CreateFixture = () => new HttpVenueFixture(account) };
        foreach ((string name, string reason) in Deviations[account])
        {
            setup.Deviations.Add(name, reason);
        }

        return new VenueConformance(setup);
    }
}
