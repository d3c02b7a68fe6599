using Microsoft.Data.Sqlite;
using PositionRecovery.Sample;
using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Sample;

/// <summary>A trader in an SQLite file of its own, written by an engine that is gone, and the tool to look at it.
/// </summary>
internal sealed class StoredDesk : IDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");

    internal string Database => PathOf("desk-7.db");

    internal StateOptions Options { get; } = new() { PurgeInterval = null, OpenTimeout = TimeSpan.Zero };

    /// <summary>A trader that bought 2 at 100, sold half of one at 110, and has an order working.</summary>
    internal static async Task<StoredDesk> TradedAsync(Action<StoredDesk>? prepare = null)
    {
        var desk = new StoredDesk();
        prepare?.Invoke(desk);
        await using SqlitePositionStore store = desk.Store();
        await using StateManager state = desk.Manager(store, new FakeTimeProvider(Start));
        await state.OpenAsync();
        await TradeAsync(state);
        await state.CloseAsync(1_005m);
        return desk;
    }

    /// <summary>The position is found to agree with the venue.</summary>
    internal async Task AgreeAsync()
    {
        await using SqlitePositionStore store = Store();
        await using StateManager state = Manager(store, new FakeTimeProvider(Start));
        await state.OpenAsync();
        await state.RecordAsync(
            new PositionReconciledEvent { At = Start, Key = StateDesk.Key.Book, AgreedAt = Start.AddSeconds(1) });
        await state.CloseAsync();
    }

    /// <summary>The strategy stores a state for itself.</summary>
    internal async Task KeepAsync(StrategySnapshot own)
    {
        await using SqlitePositionStore store = Store();
        await using StateManager state = Manager(store, new FakeTimeProvider(Start));
        await state.OpenAsync();
        await state.RecordAsync(new StrategyStateSavedEvent
        {
            At = Start, Strategy = StateDesk.Alpha, Part = StrategyStatePart.Own, State = own,
        });
        await state.CloseAsync();
    }

    internal SqlitePositionStore Store() => new(new SqliteStoreOptions { Path = Database });

    internal StateManager Manager(IPositionStore store, TimeProvider clock) => new(new StateSetup
    {
        Trader = StateDesk.Trader,
        Store = store,
        Options = Options,
        Owner = "engine:1",
        TimeProvider = clock,
        Session = new SessionDescription { InitialCapital = 1_000m, Instruments = [StateDesk.Btc.Id] },
    });

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a command on this trader.</summary>
    internal (int ExitCode, string Output, string Error) Run(string command, params string[] more) =>
        RunTool([command, "--store", $"sqlite:{Database}", "--trader", "desk-7", .. more]);

    internal static (int ExitCode, string Output, string Error) RunTool(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = App.Run(args, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Writes to the file behind everybody's back.</summary>
    internal void Intrude(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task TradeAsync(StateManager state)
    {
        await state.RecordAsync(new InstrumentDefinedEvent { At = Start, Definition = StateDesk.Btc });
        await state.RecordAsync(new BalanceChangedEvent
        {
            At = Start,
            Balance = new BalanceSnapshot
            {
                Account = StateDesk.Account, Asset = new("USDT"), Total = 1_000m, Available = 750m,
            },
        });
        await FillAsync(state, "C1", OrderSide.Buy, 2m, 100m);
        await FillAsync(state, "C2", OrderSide.Sell, 0.5m, 110m);
        await state.RecordAsync(new PositionMarkedEvent
        {
            At = Start, Key = new(StateDesk.Account, StateDesk.Btc.Id, PositionSide.Net), MarkPrice = 120m,
        });
        await state.IntendAsync(StateDesk.Order("C3"));
        await state.RecordAsync(new OrderAcceptedEvent { At = Start, Order = new("C3"), VenueOrder = new("9003") });
    }

    private static async Task FillAsync(
        StateManager state, string order, OrderSide side, decimal quantity, decimal price)
    {
        Assert.True((await state.IntendAsync(StateDesk.Order(order, side, quantity))).IsGranted);
        await state.RecordAsync(new OrderFilledEvent
        {
            At = Start,
            Fill = new FillSnapshot
            {
                Trade = new($"T-{order}"),
                Order = new(order),
                Account = StateDesk.Account,
                Instrument = StateDesk.Btc.Id,
                Side = side,
                Quantity = quantity,
                Price = price,
                Fee = 0.1m,
                FeeAsset = new("USDT"),
                At = Start,
            },
        });
    }
}
