using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>Every fault that the exchange can be told, in turn, at every kind of call: what comes back is never wrong
/// and called whole, and an order has the outcome that the exchange's ledger shows.</summary>
public sealed class FaultTests
{
    private static readonly HttpFault[] Faults =
    [
        new() { Kind = HttpFaultKind.TooManyRequests },
        new() { Kind = HttpFaultKind.Ban },
        new() { Kind = HttpFaultKind.ErrorBefore },
        new() { Kind = HttpFaultKind.ErrorBefore, Code = null, Text = "<html>bad gateway</html>", Status = 502 },
        new() { Kind = HttpFaultKind.ErrorBefore, Code = -1008, Text = "Request throttled by system-level protection." },
        new() { Kind = HttpFaultKind.ErrorAfter },
        new() { Kind = HttpFaultKind.ErrorAfter, Code = null, Text = "<html>gateway time-out</html>", Status = 504 },
        new() { Kind = HttpFaultKind.ErrorAfter, Code = -1007, Text = "Timeout waiting for response.", Status = 408 },
        new() { Kind = HttpFaultKind.HangBefore },
        new() { Kind = HttpFaultKind.HangAfter },
        new() { Kind = HttpFaultKind.BreakBefore },
        new() { Kind = HttpFaultKind.BreakAfter },
        new() { Kind = HttpFaultKind.CutBody },
    ];

    public static TheoryData<Account, int> Cases
    {
        get
        {
            var data = new TheoryData<Account, int>();
            foreach (Account account in Enum.GetValues<Account>())
            {
                for (int fault = 0; fault < Faults.Length; fault++)
                {
                    data.Add(account, fault);
                }
            }

            return data;
        }
    }

    /// <summary>While the fault lasts nothing that is whole can come of it. When it passes, what comes is what comes
    /// without it, or no answer.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task QueryAsync_CallsFail_TheAnswerIsTrueOrNotWhole(Account account, int number)
    {
        await using Scene scene = await Scene.OpenAsync(account);
        foreach (VenueQuery query in scene.Queries())
        {
            VenueAnswer healthy = await scene.AskAsync(query);
            if (healthy.Coverage.Status == CoverageStatus.Unsupported)
            {
                continue;
            }

            Assert.True(healthy.Coverage.From is not null || healthy.Coverage.IsComplete, $"{query}: {healthy.Coverage}");
            scene.Server.Control.Plant(Faults[number] with { Times = null });
            VenueAnswer? answer = await scene.TryAskAsync(query);
            scene.Heal();

            Assert.False(Speaks(answer), $"{query} was answered with {answer?.Reports.Count} rows, {answer?.Coverage}");
            scene.Server.Control.Plant(Faults[number]);
            answer = await scene.TryAskAsync(query);
            scene.Heal();
            if (Speaks(answer))
            {
                Assert.Equal(Rows(healthy), Rows(answer!));
            }
        }
    }

    /// <summary>An order that was taken is accepted or unknown, one that was not is anything but accepted; nothing is
    /// sent twice.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SubmitAsync_TheCallFails_TheOutcomeIsThatOfTheLedger(Account account, int number)
    {
        await using Scene scene = await Scene.OpenAsync(account);
        await scene.AskAsync(scene.Queries()[0]);
        HttpFault fault = Faults[number];
        scene.Server.Control.Plant(fault with { Method = "POST", Times = null });
        SubmitStatus? status = await scene.TrySendAsync(scene.Limit("o-1"));

        await scene.Server.Control.QuietAsync();
        bool mayBeTaken = fault.Kind is HttpFaultKind.ErrorAfter or HttpFaultKind.HangAfter or HttpFaultKind.BreakAfter
            or HttpFaultKind.CutBody;
        Assert.Equal((1, mayBeTaken ? 1 : 0), (Posts(scene), scene.Taken("o-1")));
        bool isCertain = fault.Kind is HttpFaultKind.TooManyRequests or HttpFaultKind.Ban || fault.Code == -1008;
        Assert.Equal(isCertain ? null : SubmitStatus.Unknown, status);
    }

    private static int Posts(Scene scene) => scene.Server.Requests.Count(static r => r.Method == "POST");

    /// <summary>Whether it says of any time that nothing else happened then.</summary>
    private static bool Speaks(VenueAnswer? answer) => answer is not null && answer.Coverage.Status
        is CoverageStatus.Complete || answer is { Coverage: { Status: CoverageStatus.Partial, From: not null } };

    private static string[] Rows(VenueAnswer answer) =>
        [.. answer.Reports.Select(static r => r.ToString()).Order(StringComparer.Ordinal)];

    private sealed class Scene : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly Account _account;
        private readonly InstrumentDefinition _btc;
        private readonly SwiftClock _clock;
        private readonly VenuePorts _ports;

        private Scene(
            Account account, InstrumentDefinition btc, SwiftClock clock, SimulatedVenue venue, ExchangeServer server)
        {
            (_account, _btc, _clock, Venue, Server) = (account, btc, clock, venue, server);
            _ports = BinanceVenue.Connect(Things.OptionsOf(account, server, clock) with { RequestTimeout = Patience });

            // Nobody waits for what hangs: its time is over at once.
            server.Control.Hung += _ => Task.Run(() => clock.Skip(Patience));
        }

        internal SimulatedVenue Venue { get; }

        internal ExchangeServer Server { get; }

        private PositionSide Side => _account == Account.Hedge ? PositionSide.Long : PositionSide.Net;

        internal int Taken(string id) => Venue.AcceptedOrders.Count(o => o.Id.Value == id);

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        internal static async Task<Scene> OpenAsync(Account account)
        {
            var clock = new SwiftClock(speed: 10);
            InstrumentDefinition btc = Things.Instrument(account, "BTCUSDT", 0.1m, 0.1m);
            var venue = new SimulatedVenue(Things.VenueOf(account, clock, btc));
            venue.SetPrice(btc.Id, 100m);
            venue.PlaceManually(Things.IdOf(account), btc.Id, OrderSide.Buy, 1m);
            clock.Skip(TimeSpan.FromSeconds(5));
            return new Scene(account, btc, clock, venue, await Things.ServeAsync(account, venue, clock));
        }

        internal VenueQuery[] Queries()
        {
            AccountId account = Things.IdOf(_account);
            DateTimeOffset from = Venue.Now.AddMinutes(-10);
            VenueOrderId order = Venue.OrdersOf(account)[0].VenueOrder!.Value;
            return
            [
                new AccountQuery { Account = account },
                new BalancesQuery { Account = account },
                new PositionsQuery { Account = account },
                new OpenOrdersQuery { Account = account },
                new OrderQuery { Account = account, Instrument = _btc.Id, VenueOrder = order, Class = OrderClass.Regular },
                new OrderHistoryQuery { Account = account, Instrument = _btc.Id, From = from },
                new FillsQuery { Account = account, Instrument = _btc.Id, From = from },
                new FillsQuery { Account = account, From = from },
                new CashFlowsQuery { Account = account, From = from },
                new InstrumentsQuery { Account = account, Instrument = _btc.Id },
            ];
        }

        internal OrderIntent Limit(string id) => new()
        {
            Id = new(id), Strategy = new("s"), Account = Things.IdOf(_account), Instrument = _btc.Id,
            Side = OrderSide.Buy, PositionSide = Side, Type = OrderType.Limit, Quantity = 1m, Price = 90m,
            TimeInForce = TimeInForce.GoodTilCanceled,
        };

        internal async Task<VenueAnswer> AskAsync(VenueQuery query) =>
            await _ports.Reports.QueryAsync(query, CancellationToken.None);

        internal async Task<VenueAnswer?> TryAskAsync(VenueQuery query)
        {
            try
            {
                return await AskAsync(query);
            }
            catch (VenueException)
            {
                return null;
            }
        }

        /// <returns>What came of it; <c>null</c> when it was not taken for a reason that is not its own.</returns>
        internal async Task<SubmitStatus?> TrySendAsync(OrderIntent order)
        {
            try
            {
                return (await _ports.Orders!.SubmitAsync(
                    new OrderSubmission { Order = order, SendBefore = _clock.GetUtcNow() + TimeSpan.FromHours(1) },
                    CancellationToken.None)).Status;
            }
            catch (VenueException)
            {
                return null;
            }
        }

        internal void Heal()
        {
            Server.Control.Heal();
            _clock.Skip(TimeSpan.FromMinutes(3)); // what the adapter was told to wait
        }
    }
}
