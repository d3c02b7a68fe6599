using PositionRecovery.Testing;

namespace PositionRecovery.Tests;

/// <summary>A trading desk whose process can be started, crashed and stopped, over a store that can fail.</summary>
internal sealed class StateDesk : IAsyncDisposable
{
    internal static readonly AccountId Account = new("SIM:main");
    internal static readonly StrategyId Alpha = new("alpha");
    internal static readonly TraderId Trader = new("desk-7");

    internal static readonly InstrumentDefinition Btc = new()
    {
        Id = new("SIM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    internal static readonly PositionKey Key = new(Alpha, Account, Btc.Id, PositionSide.Net);

    private readonly List<StateManager> _managers = [];
    private int _trades;

    internal StateDesk()
    {
        Memory = new InMemoryPositionStore(Clock);
        Store = new FaultyPositionStore(Memory, Clock);
        Options = new StateOptions { PurgeInterval = null, OpenTimeout = TimeSpan.Zero };
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal InMemoryPositionStore Memory { get; private set; }

    internal FaultyPositionStore Store { get; private set; }

    internal StateOptions Options { get; }

    internal StateReader Reader => new(Memory, Trader, Options.JournalKey);

    internal DateTimeOffset Now => Clock.GetUtcNow();

    internal StateManager Make(string owner = "first", SessionDescription? session = null)
    {
        var manager = new StateManager(new StateSetup
        {
            Trader = Trader, Store = Store, Options = Options, TimeProvider = Clock, Owner = owner, Session = session,
        });
        _managers.Add(manager);
        return manager;
    }

    internal async Task<StateManager> StartAsync(string owner = "first", SessionDescription? session = null)
    {
        StateManager manager = Make(owner, session);
        await manager.OpenAsync();
        return manager;
    }

    /// <summary>The process dies: nothing is closed. Its lease runs out.</summary>
    internal async Task CrashAsync(StateManager manager)
    {
        await manager.DisposeAsync();
        Clock.Advance(Options.LeaseTime + TimeSpan.FromSeconds(1));
    }

    /// <summary>Somebody replaces the store by another one: the same rows, and what is left of the journal.</summary>
    internal async Task ReplaceStoreAsync(Func<JournalRecord, JournalRecord?> change)
    {
        StoredState stored = await Memory.LoadAsync(Trader, CancellationToken.None);
        var journal = new List<JournalRecord>();
        await foreach (JournalRecord record in Memory
            .ReadJournalAsync(Trader, JournalRange.All, CancellationToken.None))
        {
            if (change(record) is { } kept)
            {
                journal.Add(kept);
            }
        }

        Memory = new InMemoryPositionStore(Clock);
        Store = new FaultyPositionStore(Memory, Clock);
        await IntrudeAsync(new StoreCommit { ExpectedSequence = 0, Rows = stored.Rows, Journal = journal });
    }

    /// <summary>Somebody writes to the store behind the engine's back.</summary>
    internal async Task IntrudeAsync(StoreCommit commit)
    {
        var request = new OpenRequest { Trader = Trader, Owner = "intruder", LeaseTime = TimeSpan.FromSeconds(1) };
        OpenResult opened = await Memory.OpenAsync(request, CancellationToken.None);
        CommitResult done = await Memory.CommitAsync(
            opened.Lease!, commit with { ReleaseLease = true }, CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, done.Status);
    }

    internal static OrderIntent Order(string id, OrderSide side = OrderSide.Buy, decimal quantity = 1m) => new()
    {
        Id = new(id),
        Strategy = Alpha,
        Account = Account,
        Instrument = Btc.Id,
        Side = side,
        Type = OrderType.Limit,
        Quantity = quantity,
        Price = 100m,
    };

    internal OrderFilledEvent Fill(
        string order, decimal quantity, decimal price = 100m, OrderSide side = OrderSide.Buy, string? trade = null) => new()
        {
            At = Now,
            Fill = new FillSnapshot
            {
                Trade = new(trade ?? $"T{++_trades}"),
                Order = new(order),
                Account = Account,
                Instrument = Btc.Id,
                Side = side,
                Quantity = quantity,
                Price = price,
                Fee = 0.1m,
                FeeAsset = new("USDT"),
                At = Now,
            },
        };

    /// <summary>An order that was intended, sent and filled.</summary>
    internal async Task TradeAsync(
        StateManager manager, string order, OrderSide side, decimal quantity, decimal price)
    {
        Assert.True((await manager.IntendAsync(Order(order, side, quantity))).IsGranted);
        await manager.RecordAsync(new OrderSubmittedEvent { Order = new(order), At = Now });
        Clock.Advance(TimeSpan.FromMilliseconds(10));
        await manager.RecordAsync(Fill(order, quantity, price, side));
    }

    /// <summary>The next calls of a kind go wrong.</summary>
    internal void Plant(StoreCall call, StoreFaultKind kind, int times = 1, TimeSpan delay = default) =>
        Store.Plant(new StoreFault
        {
            Call = call, Kind = kind, Nth = Store.CountOf(call) + 1, Times = times, Delay = delay,
        });

    /// <summary>Flips a bit in the first row of a kind.</summary>
    internal async Task DamageAsync(RowKind kind)
    {
        StoredState stored = await Memory.LoadAsync(Trader, CancellationToken.None);
        StateRow row = stored.Rows.First(r => r.Kind == kind);
        byte[] payload = row.Payload!.Value.ToArray();
        payload[payload.Length / 2] ^= 4;
        await IntrudeAsync(new StoreCommit
        {
            ExpectedSequence = stored.Sequence, Rows = [row with { Payload = payload }],
        });
    }

    /// <summary>Time passes until a task is done, whatever it waits for.</summary>
    internal async Task AdvanceUntilDoneAsync(Task task)
    {
        for (int i = 0; i < 2_000 && !task.IsCompleted; i++)
        {
            await Task.Delay(2);
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True(task.IsCompleted, "It waits for something that time does not bring.");
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2_000 && !condition(); i++)
        {
            await Task.Delay(2);
        }

        Assert.True(condition());
    }

    internal async Task<List<JournalEntry>> JournalAsync()
    {
        var entries = new List<JournalEntry>();
        await foreach (JournalEntry entry in Reader.ReadJournalAsync())
        {
            entries.Add(entry);
        }

        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        Store.ReleaseHangs();
        foreach (StateManager manager in _managers)
        {
            await manager.DisposeAsync();
        }
    }
}
