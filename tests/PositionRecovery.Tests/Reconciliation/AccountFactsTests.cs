using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Reconciliation;

public sealed class AccountFactsTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    /// <summary>An order that the venue has forgotten is closed, in the account whose venue forgets so soon.</summary>
    [Theory]
    [InlineData(false, OrderStatus.Accepted)]
    [InlineData(true, OrderStatus.Canceled)]
    public void Reconcile_OrderOlderThanItsAccountKeepsOrders_IsClosed(bool isThisAccount, OrderStatus status)
    {
        World world = new();
        world.Options.Accounts.Add(new AccountFacts
        {
            Account = isThisAccount ? Main : Second, UnfilledOrderRetention = Retention,
        });
        world.Books.Has(Order("a1", Buy, 5m));
        world.Venue.Holds(1m, 100m); // which the books do not have: only retention explains the absence
        world.Venue.AlsoAnswers(NotFound(ReadAt.AddSeconds(-5)), NotFound(ReadAt));

        Recovered recovered = world.Recover();

        Assert.Equal(status, recovered.Plan.Projected.Orders.Single(o => o.Intent.Id.Value == "a1").Status);
    }

    [Fact]
    public void TimesOf_MembersLeftOut_AreTheGlobalOnes()
    {
        var policy = new Policy(new ReconciliationOptions
        {
            OrderRetention = Retention,
            Accounts = [new() { Account = Main, RequestLife = TimeSpan.FromSeconds(30) }],
        });

        Assert.Equal(TimeSpan.FromSeconds(45), policy.TimesOf(Main).RequestWindow);
        Assert.Equal(TimeSpan.FromSeconds(20), policy.TimesOf(Second).RequestWindow);
        Assert.Equal(Retention, policy.TimesOf(Main).OrderRetention);
    }

    public static TheoryData<string, AccountFacts[]> Wrong => new()
    {
        { "Accounts[SIM:main].RequestLife", [new() { Account = Main, RequestLife = TimeSpan.FromDays(2) }] },
        { "Accounts[SIM:main].VenueTimeout", [new() { Account = Main, VenueTimeout = TimeSpan.FromTicks(-1) }] },
        {
            "Accounts[SIM:main].UnfilledOrderRetention",
            [new() { Account = Main, UnfilledOrderRetention = TimeSpan.Zero }]
        },
        { "Accounts[SIM:main].OrderRetention", [new() { Account = Main, OrderRetention = TimeSpan.Zero }] },
        { "Accounts has SIM:main twice", [new() { Account = Main }, new() { Account = Main }] },
        { "Accounts has an empty element", [null!] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Reconcile_WrongFacts_AreRefusedByName(string words, AccountFacts[] facts)
    {
        World world = new();
        Array.ForEach(facts, world.Options.Accounts.Add);

        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(() => world.Recover());

        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    private static VenueAnswer NotFound(DateTimeOffset at) => VenueAnswer.Complete(
        new OrderQuery { Account = Main, Instrument = Perpetual.Id, ClientOrder = new("a1") }, at, []);
}
