using PositionRecovery;
using PositionRecovery.Binance;
using PositionRecovery.Sqlite;

namespace ApiExamples;

/// <summary>An engine with its own order loop and no container, as its owner would write it.</summary>
internal sealed class DeskEngine(MyExchange exchange, MyQueue queue, MyFeed feed, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = "state/desk-7.db" });
        await using var recovery = new RecoveryCoordinator(new RecoverySetup        // validates everything, does no I/O
        {
            Trader = new("desk-7"),
            Store = store,
            Venues =
            [
                BinanceVenue.Connect(new BinanceOptions
                {
                    Product = BinanceProduct.UsdMarginedFutures, Account = new("BINANCE-USDM:main"),
                    ApiKey = Secret.FromEnvironment("BINANCE_KEY"), ApiSecret = Secret.FromEnvironment("BINANCE_SECRET"),
                }),
            ],
            Strategies = [new BreakoutStrategy(feed)],
            Options = RecoveryOptions.Conservative(),
            TimeProvider = clock,
        });
        using IDisposable signals = recovery.StopOnSignals();           // SIGINT, SIGTERM → StopAsync
        exchange.Filled += f =>                                         // before the start
        {
            if (!recovery.State.TryRecord(ToEvent(f)))
            {
                queue.Retry(f);
            }
        };
        RecoveryReport report = await recovery.StartAsync(stopping);    // own … ready, then keeps checking
        exchange.Reconnected += () => _ = recovery.ReconcileAsync(ReconcileScope.Everything, stopping);
        Console.WriteLine(report.Summary);
        if (report.Outcome is RecoveryOutcome.Failed)                   // forgetting this is safe too
        {
            return 1;
        }

        await foreach (OrderIntent order in queue.ReadAsync(stopping))
        {
            IntentResult permit = await recovery.State.IntendAsync(order, stopping); // gate + durable id
            if (!permit.IsGranted)
            {
                queue.Refuse(order, permit.Decision.Explanation);
                continue;
            }

            await exchange.SendAsync(order);
            var submitted = new OrderSubmittedEvent { Order = order.Id, At = clock.GetUtcNow() };
            await recovery.State.RecordAsync(submitted, stopping);
        }

        await recovery.StopAsync(CancellationToken.None);               // checkpoint, session Stopped, lease returned
        return 0;
    }

    private static OrderFilledEvent ToEvent(MyFill f) => new()
    {
        At = f.Time,
        Fill = new FillSnapshot
        {
            Trade = new(f.TradeId), Order = new(f.ClientId), Account = new("BINANCE-USDM:main"),
            Instrument = new("BINANCE-USDM:" + f.Symbol), Side = f.IsBuy ? OrderSide.Buy : OrderSide.Sell,
            Quantity = f.Quantity, Price = f.Price, Fee = f.Fee, FeeAsset = new(f.FeeAsset), At = f.Time,
        },
    };
}
