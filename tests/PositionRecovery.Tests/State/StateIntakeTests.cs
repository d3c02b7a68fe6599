namespace PositionRecovery.Tests;

/// <summary>What enters the live state is what is stored of it, and what can be read back.</summary>
public sealed class StateIntakeTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public void Accept_BalanceNotToBeStored_LeavesThoseThatAre()
    {
        var intake = new StateIntake(
            new LiveState(), new StateOptions { PersistAccountEvents = false }, new ReconciliationOptions(),
            _desk.Clock);
        intake.Take([Balance("USDT")], JournalActor.Reconciliation);

        intake.Accept(Balance("BTC"), JournalActor.Engine);

        StateChange stored = Assert.Single(intake.TakeBatch().Changes);
        Assert.Equal(new AssetId("USDT"), Assert.IsType<BalanceSnapshot>(stored.Content).Asset);
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public async Task RecordAsync_OddButAllowedValues_AreReadBack(RecordFormat format)
    {
        _desk.Options.Format = format;
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        OrderFilledEvent fill = _desk.Fill("C1", 1.000m);
        DateTimeOffset local = fill.At.ToOffset(TimeSpan.FromHours(5.5)).AddTicks(7);
        await state.RecordAsync(fill with { At = local, Fill = fill.Fill with { At = local, Fee = -0.00m } });
        await state.RecordAsync(new OrderRejectedEvent
        {
            Order = new("C1"), At = local, Reason = "half a pair: \ud83d, \u0000, \u2028, \"<é>\"",
        });
        await state.RecordAsync(new OrderImportedEvent
        {
            At = DateTimeOffset.MinValue,
            Order = new OrderSnapshot
            {
                Intent = StateDesk.Order("C2"), Status = OrderStatus.Accepted, UpdatedAt = DateTimeOffset.MaxValue,
            },
        });
        string before = LiveStates.Text(state.Snapshot());
        await _desk.CrashAsync(state);

        StateManager second = _desk.Make();
        StateReport report = await second.OpenAsync();

        Assert.Empty(report.Quarantined);
        Assert.Equal(before, LiveStates.Text(second.Snapshot()));
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Theory]
    [InlineData(RowKind.Instrument)]
    [InlineData(RowKind.Account)]
    [InlineData(RowKind.Balance)]
    [InlineData(RowKind.HeldEvent)]
    public async Task VerifyAsync_RowThatWasTakenAway_IsADifference(RowKind kind)
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await state.RecordAsync(Balance("USDT"));
        await state.RecordAsync(new AccountChangedEvent
        {
            At = _desk.Now, Account = new AccountSnapshot { Account = StateDesk.Account },
        });
        await state.RecordAsync(_desk.Fill("UNKNOWN", 1m));
        await _desk.CrashAsync(state);
        StoredState stored = await _desk.Memory.LoadAsync(StateDesk.Trader, CancellationToken.None);
        StateRow row = stored.Rows.Single(r => r.Kind == kind);
        await _desk.IntrudeAsync(new StoreCommit
        {
            ExpectedSequence = stored.Sequence, Rows = [row with { Payload = null }],
        });

        StateVerification verified = await _desk.Reader.VerifyAsync(null);

        Assert.Single(verified.Differences);
    }

    [Fact]
    public async Task RecordAsync_IdUsedOnTwoAccounts_TheLatestIsMeantAfterARestartToo()
    {
        StateManager first = await _desk.StartAsync();
        await first.IntendAsync(StateDesk.Order("1") with { Account = new("SIM:second") });
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await first.IntendAsync(StateDesk.Order("1"));
        AccountId latest = first.FindOrder(new("1"))!.Intent.Account;
        await _desk.CrashAsync(first);

        StateManager second = await _desk.StartAsync();

        Assert.Equal(StateDesk.Account, latest);
        Assert.Equal(latest, second.FindOrder(new("1"))!.Intent.Account);
    }

    private BalanceChangedEvent Balance(string asset) => new()
    {
        At = _desk.Now,
        Balance = new BalanceSnapshot { Account = StateDesk.Account, Asset = new(asset), Total = 1m },
    };
}
