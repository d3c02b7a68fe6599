using System.Collections.Frozen;

namespace PositionRecovery.Tests.Recovery;

public sealed class TradingGateTests
{
    private static readonly AccountId Account = new("V:main");
    private static readonly InstrumentId Btc = new("V:BTC");
    private static readonly InstrumentId Eth = new("V:ETH");
    private static readonly StrategyId Trend = new("trend");
    private static readonly GateDecision Shut = new(GateReason.Unverified, "not proven");

    private static GateState State { get; } = new()
    {
        Keys = new Dictionary<BookKey, GateKey>
        {
            [new BookKey(Account, Btc, PositionSide.Net)] = new GateKey(Shut, GateDecision.Open),
        }.ToFrozenDictionary(),
        Accounts = new Dictionary<AccountId, GateDecision> { [Account] = GateDecision.Open }.ToFrozenDictionary(),
    };

    private static GateRequest Ask(OrderAction action, InstrumentId? instrument = null, AccountId? account = null) => new()
    {
        Strategy = Trend, Account = account ?? Account, Instrument = instrument ?? Btc, Action = action,
    };

    private static TradingGate With(GateState state)
    {
        var gate = new TradingGate();
        gate.Change(_ => state);
        return gate;
    }

    [Theory]
    [InlineData(OrderAction.Enter)]
    [InlineData(OrderAction.Exit)]
    [InlineData(OrderAction.Cancel)]
    public void Check_BeforeTheRecovery_IsShutForEverything(OrderAction action) =>
        Assert.Equal(GateReason.NotReady, new TradingGate().Check(Ask(action)).Reason);

    [Theory]
    [InlineData(OrderAction.Enter, GateReason.Unverified)]
    [InlineData(OrderAction.Exit, GateReason.Open)]
    [InlineData(OrderAction.Cancel, GateReason.Open)]
    public void Check_QuantityAgreedOnly_AllowsExits(OrderAction action, GateReason expected) =>
        Assert.Equal(expected, With(State).Check(Ask(action)).Reason);

    [Fact]
    public void Check_InstrumentNobodyNames_GoesByItsAccount()
    {
        Assert.True(With(State).Check(Ask(OrderAction.Enter, Eth)).IsOpen);
        Assert.Equal(
            GateReason.NotCovered, With(State).Check(Ask(OrderAction.Enter, Eth, new AccountId("V:other"))).Reason);
    }

    [Fact]
    public void Check_StrategyNotReady_ShutsEntriesOnly()
    {
        var parked = new GateDecision(GateReason.StrategyNotReady, "it threw");
        TradingGate gate = With(State with
        {
            Strategies = new Dictionary<StrategyId, GateDecision> { [Trend] = parked }.ToFrozenDictionary(),
        });
        Assert.Equal("it threw", gate.Check(Ask(OrderAction.Enter, Eth)).Explanation);
        Assert.True(gate.Check(Ask(OrderAction.Exit, Eth)).IsOpen);
    }

    [Fact]
    public void Refusal_ReduceOnlyOrder_IsAnExitWhateverItSays()
    {
        var order = new OrderIntent
        {
            Id = new("o-1"), Strategy = Trend, Account = Account, Instrument = Btc, Side = OrderSide.Sell,
            Type = OrderType.Market, Quantity = 1m, IsReduceOnly = true,
        };
        Assert.Null(With(State).Refusal(order));
        Assert.NotNull(With(State).Refusal(order with { IsReduceOnly = false }));
    }

    [Fact]
    public async Task WaitUntilOpenAsync_GateOpensLater_Returns()
    {
        var gate = new TradingGate();
        ValueTask waiting = gate.WaitUntilOpenAsync(Ask(OrderAction.Enter, Eth), CancellationToken.None);
        gate.Change(_ => GateState.Shut(GateReason.NotReady, "still"));
        Assert.False(waiting.IsCompleted);
        gate.Change(_ => State);
        await waiting;
    }

    [Fact]
    public async Task WaitUntilOpenAsync_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        ValueTask waiting = new TradingGate().WaitUntilOpenAsync(Ask(OrderAction.Enter), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public void Check_Any_AllocatesNothing()
    {
        TradingGate gate = With(State);
        GateRequest request = Ask(OrderAction.Enter);
        gate.Check(request);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            gate.Check(request);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
