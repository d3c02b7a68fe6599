using PositionRecovery.Sample;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Tests.Sample;

/// <summary>The commands that look at stored state, over a SQLite file.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-commands").FullName;

    private string Database => Path.Combine(_folder, "desk.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Inspect_AfterATrade_ShowsPositionsOrdersSessionsAndJournal()
    {
        await TradeAsync();

        (int exit, string output, _) = Run("inspect", "--journal", "--history");

        Assert.Equal(ExitCode.InSync, exit);
        Assert.Contains("alpha", output, StringComparison.Ordinal);
        Assert.Contains("C1", output, StringComparison.Ordinal);
        Assert.Contains("stopped", output, StringComparison.Ordinal);
        Assert.Contains("order filled", output, StringComparison.Ordinal);
        Assert.Contains("opened", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_AsTree_NestsFillsUnderOrders()
    {
        await TradeAsync();

        (int exit, string output, _) = Run("inspect", "--as", "tree");

        Assert.Equal(ExitCode.InSync, exit);
        Assert.Contains("SIM:main", output, StringComparison.Ordinal);
        Assert.Contains("T1 2 @ 100", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_Saved_IsWhatReconcileReads()
    {
        await TradeAsync();
        string file = Path.Combine(_folder, "then.json");

        (int exit, _, _) = Run("replay", "--to-sequence", "2", "--save", file);

        CachedSnapshot then = SnapshotJson.ReadCached(await File.ReadAllBytesAsync(file), file);
        Assert.Equal(ExitCode.InSync, exit);
        Assert.Equal(2, then.Sequence);
        Assert.Empty(then.Positions);
    }

    [Fact]
    public async Task Verify_Untouched_IsIntact()
    {
        await TradeAsync();

        (int exit, string output, _) = Run("verify");

        Assert.Equal(ExitCode.InSync, exit);
        Assert.Contains("Intact", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RowEdited_IsDamaged()
    {
        await TradeAsync();
        await using (var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Database }))
        {
            StoredState stored = await store.LoadAsync(StateDesk.Trader, CancellationToken.None);
            StateRow row = stored.Rows.First(r => r.Kind == RowKind.Position);
            byte[] payload = row.Payload!.Value.ToArray();
            payload[^1] ^= 1;
            OpenResult opened = await store.OpenAsync(
                new OpenRequest { Trader = StateDesk.Trader, Owner = "x", LeaseTime = TimeSpan.FromSeconds(1) },
                CancellationToken.None);
            await store.CommitAsync(
                opened.Lease!,
                new StoreCommit
                {
                    ExpectedSequence = stored.Sequence, Rows = [row with { Payload = payload }], ReleaseLease = true,
                },
                CancellationToken.None);
        }

        (int exit, string output, _) = Run("verify");

        Assert.Equal(ExitCode.Damaged, exit);
        Assert.Contains("NOT INTACT", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_NoSuchDatabase_IsAnErrorAndMakesNone()
    {
        (int exit, _, string error) = Run("inspect");

        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Contains("desk.db", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void InitDb_NoDatabase_MakesOneThatCanBeInspected()
    {
        (int made, string output, _) = Run("init-db");
        (int looked, _, _) = Run("inspect");

        Assert.Equal((ExitCode.InSync, ExitCode.InSync), (made, looked));
        Assert.Contains("Ready", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_TraderOwned_IsRefusedAndSaysByWhom()
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Database });
        await store.OpenAsync(
            new OpenRequest { Trader = StateDesk.Trader, Owner = "engine-1", LeaseTime = TimeSpan.FromMinutes(5) },
            CancellationToken.None);

        (int exit, _, string error) = Run("purge");

        Assert.Equal(ExitCode.Owned, exit);
        Assert.Contains("engine-1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_NothingOld_KeepsEverything()
    {
        await TradeAsync();

        (int exit, string output, _) = Run("purge");

        Assert.Equal(ExitCode.InSync, exit);
        Assert.Contains("0 orders purged, 1 kept", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mongo:x", "no kind of store")]
    [InlineData("sqlite", "is no store")]
    public void Inspect_AddressThatIsNone_SaysSo(string address, string complaint)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        int exit = App.Run(["inspect", "--trader", "t", "--store", address], output, error);

        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains(complaint, error.ToString(), StringComparison.Ordinal);
    }

    private (int Exit, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = App.Run(
            [.. args, "--store", $"sqlite:{Database}", "--trader", StateDesk.Trader.Value], output, error);
        return (exit, output.ToString(), error.ToString());
    }

    private async Task TradeAsync()
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Database });
        await using var state = new StateManager(new StateSetup { Trader = StateDesk.Trader, Store = store });
        await state.OpenAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await state.RecordAsync(new OrderFilledEvent
        {
            At = now,
            Fill = new FillSnapshot
            {
                Trade = new("T1"),
                Order = new("C1"),
                Account = StateDesk.Account,
                Instrument = StateDesk.Btc.Id,
                Side = OrderSide.Buy,
                Quantity = 2m,
                Price = 100m,
                At = now,
            },
        });
        await state.CloseAsync();
    }
}
