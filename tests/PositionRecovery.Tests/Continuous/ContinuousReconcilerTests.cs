using Microsoft.Extensions.Logging.Abstractions;
using PositionRecovery.Testing;

namespace PositionRecovery.Tests;

/// <summary>What the checks do with accounts that answer, and with those that do not.</summary>
public sealed class ContinuousReconcilerTests : IAsyncDisposable
{
    private static readonly AccountId Loud = new("SIM:loud");
    private static readonly AccountId Silent = new("SIM:silent");

    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ReconcileScope> _looks = [];
    private readonly List<(AccountId Account, string Why)> _shut = [];
    private readonly StateManager _state;

    public ContinuousReconcilerTests() => _state = new StateManager(new StateSetup
    {
        Trader = new("desk-7"), Store = new InMemoryPositionStore(_clock), TimeProvider = _clock,
    });

    public async ValueTask DisposeAsync()
    {
        await _state.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task Check_OneLookFails_TheOthersAreDone()
    {
        ContinuousReconciler checks = Make(isSilent: static _ => false, look: static scope =>
            throw new InvalidOperationException($"a bug with {scope}"));
        checks.Start(_stopping.Token);
        await UntilAsync(() => _looks.Count == 3);
        Assert.Equal(
            ["SIM:loud SIM:A", "SIM:loud SIM:B", "SIM:silent "],
            _looks.Select(static l => $"{l.Account} {string.Join(",", l.Instruments)}"));
        await StopAsync(checks);
    }

    [Fact]
    public async Task Check_AccountDoesNotAnswer_IsCountedAndShutAndNotAskedForMore()
    {
        bool isSilent = true;
        ContinuousReconciler checks = Make(isSilent: account => account == Silent && isSilent, look: static _ => { });
        checks.Start(_stopping.Token);
        await UntilAsync(() => checks.Unanswered == 1);
        Assert.Empty(_shut);
        await UntilAsync(() => _shut.Count == 1);
        Assert.Equal(Silent, _shut[0].Account);
        Assert.Equal("SIM:silent left 2 checks of Positions in a row unanswered: no line", _shut[0].Why);
        Assert.DoesNotContain(ReconcileScope.Of(Silent), _looks);

        isSilent = false;
        await UntilAsync(() => _looks.Contains(ReconcileScope.Of(Silent)));
        Assert.Equal(0, checks.Unanswered);
        await StopAsync(checks);
    }

    /// <summary>Two positions that nobody knows in one account, and another account that is to be proven.</summary>
    private ContinuousReconciler Make(Func<AccountId, bool> isSilent, Action<ReconcileScope> look) => new(
        new CheckPorts
        {
            Trader = new("desk-7"),
            State = _state,
            Options = new CheckOptions
            {
                OpenCheckIntervalSeconds = null, PositionCheckIntervalSeconds = 1, PositionCheckRetries = 1,
                UnansweredChecks = 2, InflightCheckIntervalMs = 3_600_000,
            },
            Clock = _clock,
            Accounts = [Loud, Silent],
            Ask = (query, _) => Task.FromResult(isSilent(query.Account)
                ? VenueAnswer.Failed(query, "no line")
                : VenueAnswer.Complete(query, _clock.GetUtcNow(), query.Account == Loud ? [Row("A"), Row("B")] : [])),
            OpenOrders = static (_, _) => Task.FromResult<IReadOnlyList<VenueAnswer>>([]),
            LookInto = (scope, _) =>
            {
                _looks.Add(scope);
                look(scope);
                return Task.CompletedTask;
            },
            Unproven = static () => ([Silent], []),
            ShutEntries = (account, why) => _shut.Add((account, why)),
            Parked = static () => [],
            Protect = static _ => Task.CompletedTask,
        },
        NullLogger.Instance);

    private static PositionReport Row(string name) => new()
    {
        Account = Loud, Instrument = new("SIM:" + name), Quantity = 1m,
    };

    private async Task StopAsync(ContinuousReconciler checks)
    {
        await _stopping.CancelAsync();
        await checks.StopAsync();
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2_000 && !condition(); i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1);
        }

        Assert.True(condition());
    }
}
