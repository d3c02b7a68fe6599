using PositionRecovery.Benchmarks.Data;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>An engine with its state manager, on a store.</summary>
internal sealed class Desk : IAsyncDisposable
{
    internal static readonly TraderId Trader = new("bench");

    private const int Together = 2_000;

    private Desk(StateManager state, Engine engine) => (State, Engine) = (state, engine);

    internal StateManager State { get; }

    internal Engine Engine { get; }

    /// <summary>The number of the next order.</summary>
    internal int NextOrder { get; private set; }

    /// <summary>Opens a trader who holds no position yet.</summary>
    internal static async Task<Desk> OpenAsync(IPositionStore store, DurabilityMode durability, int positions)
    {
        var options = new StateOptions
        {
            Durability = durability, PurgeInterval = null, LeaseTime = TimeSpan.FromMinutes(10),
            IntentTimeout = TimeSpan.FromMinutes(5), StoreTimeout = TimeSpan.FromMinutes(5),
        };
        var desk = new Desk(
            new StateManager(new StateSetup { Trader = Trader, Store = store, Options = options }),
            new Engine(positions));
        await desk.State.OpenAsync();
        return desk;
    }

    /// <summary>Opens the positions: each has an order, half of it filled.</summary>
    internal async Task FillAsync()
    {
        await Task.WhenAll(Engine.Definitions().Select(defined => State.RecordAsync(defined).AsTask()));
        while (NextOrder < Engine.Positions)
        {
            int[] orders = await IntendAsync(Math.Min(Together, Engine.Positions - NextOrder));
            await Task.WhenAll(orders.Select(async order =>
            {
                await State.RecordAsync(Engine.Submitted(order));
                await State.RecordAsync(Engine.Accepted(order));
                await State.RecordAsync(Engine.Filled(order, 0));
            }));
        }

        await State.FlushAsync();
    }

    /// <summary>Intends the next orders, all at once.</summary>
    internal async Task<int[]> IntendAsync(int count)
    {
        int[] orders = [.. Enumerable.Range(NextOrder, count)];
        NextOrder += count;
        await Task.WhenAll(orders.Select(async order =>
        {
            IntentResult result = await State.IntendAsync(Engine.Intent(order));
            if (!result.IsGranted)
            {
                throw new InvalidOperationException("An intent was refused: " + result.Decision.Explanation);
            }
        }));
        return orders;
    }

    public async ValueTask DisposeAsync()
    {
        await State.CloseAsync();
        await State.DisposeAsync();
    }
}
