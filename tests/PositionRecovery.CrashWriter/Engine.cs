using System.Globalization;

namespace PositionRecovery.CrashWriter;

/// <summary>A trading engine of the simplest kind: intends orders, fills them and records all of it through a state
/// manager until it is killed, fenced or asked to end. Says "session id", "ack sequence" and "closed", a line each.
/// </summary>
internal sealed class Engine(IPositionStore store, WriterArguments arguments, Action<string> say)
{
    private static readonly AccountId Account = new("SIM:main");
    private static readonly InstrumentId Instrument = new("SIM:BTCUSDT");

    public async Task<int> RunAsync()
    {
        await using var state = new StateManager(new StateSetup
        {
            Trader = arguments.Trader,
            Store = store,
            Owner = arguments.Owner,
            Options = new StateOptions
            {
                LeaseTime = arguments.LeaseTime,
                TakeOver = arguments.TakesOver,
                OpenTimeout = TimeSpan.FromSeconds(5),
            },
        });
        try
        {
            StateReport report = await state.OpenAsync();
            say($"session {report.Session.Id}");
            using IDisposable signals = state.CloseOnSignals();
            await TradeAsync(state);
            return WriterExit.Done;
        }
        catch (OwnershipLostException lost)
        {
            say($"fenced {lost.Message}");
            return WriterExit.Fenced;
        }
        catch (InvalidOperationException)
        {
            await state.CloseAsync(); // a signal came: waits until it is done
            say("closed");
            return WriterExit.Done;
        }
    }

    private async Task TradeAsync(StateManager state)
    {
        string epoch = state.Session!.Id.Value;
        for (int n = 0; n < arguments.Commits; n++)
        {
            var id = new ClientOrderId(string.Create(CultureInfo.InvariantCulture, $"{epoch}-{n}"));
            OrderSide side = n % 3 == 2 ? OrderSide.Sell : OrderSide.Buy;
            IntentResult permit = await state.IntendAsync(new OrderIntent
            {
                Id = id,
                Strategy = new("alpha"),
                Account = Account,
                Instrument = Instrument,
                Side = side,
                Type = OrderType.Market,
                Quantity = 1m,
            });
            if (permit.Decision.Reason is GateReason.StoreUnavailable)
            {
                await Task.Delay(20); // it was frozen, and its lease is not renewed yet
                continue;
            }

            if (!permit.IsGranted)
            {
                throw new InvalidOperationException(permit.Decision.Explanation);
            }

            RecordResult filled = await state.RecordAsync(Fill(id, side));
            say($"ack {filled.Sequence}");
            await Task.Delay(arguments.Pause);
        }
    }

    private static OrderFilledEvent Fill(ClientOrderId id, OrderSide side)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new OrderFilledEvent
        {
            At = now,
            Fill = new FillSnapshot
            {
                Trade = new(id.Value),
                Order = id,
                Account = Account,
                Instrument = Instrument,
                Side = side,
                Quantity = 1m,
                Price = 100m,
                At = now,
            },
        };
    }
}
