using System.Net.Sockets;
using PositionRecovery.Sample;
using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Sample;

/// <summary>A venue at the other end of a line behaves like the venue, whatever else comes over the line.</summary>
public sealed class LineTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Listing Btc = Exchange.Find("BTCUSDT")!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly SimulatedVenue _venue;
    private readonly LineServer _server;
    private readonly LineVenue _line;

    public LineTests()
    {
        _venue = Exchange.Open(DemoMarket.Flat, _clock);
        _server = new LineServer(_venue, Socket);
        _line = new LineVenue(Socket, _venue.Profile, _clock);
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "nothing", [] },
        { "half a header", [1, 0, 0] },
        { "an unknown kind", [99, 0, 0, 0, 0] },
        { "a length that is negative", [1, 255, 255, 255, 255] },
        { "a length that is too long", [1, 127, 255, 255, 255] },
        { "less than announced", [1, 0, 0, 0, 9, 123] },
        { "an answer instead of a request", [16, 0, 0, 0, 2, 123, 125] },
        { "no document", [1, 0, 0, 0, 0] },
        { "no JSON", [2, 0, 0, 0, 3, 255, 254, 253] },
        { "another document", [3, 0, 0, 0, 2, 123, 125] },
        { "null", [4, 0, 0, 0, 4, 110, 117, 108, 108] },
        { "nested too deep", [4, 0, 0, 0, 200, .. Enumerable.Repeat((byte)91, 200)] },
    };

    public static TheoryData<int> QueryNumbers => [.. Enumerable.Range(0, Queries.Length)];

    private static VenueQuery[] Queries =>
    [
        new PositionsQuery { Account = Exchange.Account }, new AccountQuery { Account = Exchange.Account },
        new OpenOrdersQuery { Account = Exchange.Account, Class = OrderClass.Conditional },
        new OrderHistoryQuery { Account = Exchange.Account, From = Start },
        new OrderQuery { Account = Exchange.Account, Instrument = Btc.Id, ClientOrder = new("o-1") },
        new FillsQuery { Account = Exchange.Account, From = Start }, new BalancesQuery { Account = Exchange.Account },
        new CashFlowsQuery { Account = Exchange.Account, From = Start },
        new MarksQuery { Account = Exchange.Account }, new InstrumentsQuery { Account = Exchange.Account },
    ];

    private string Socket => Path.Combine(_folder.FullName, "line");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(QueryNumbers))]
    public async Task Query_OverTheLine_IsWhatTheVenueSays(int number)
    {
        await SendAsync("o-1");
        VenueAnswer there = await _venue.QueryAsync(Queries[number], CancellationToken.None);
        VenueAnswer here = await _line.QueryAsync(Queries[number], CancellationToken.None);
        Assert.Equal(there.Query, here.Query);
        Assert.Equal(there.Coverage, here.Coverage);
        Assert.Equal(there.Reports, here.Reports);
    }

    [Fact]
    public async Task Submit_AcceptedRepeatedAndCanceled_HasTheVenuesResults()
    {
        SubmitResult sent = await SendAsync("o-1", limit: 50_000m);
        Assert.Equal(SubmitStatus.Accepted, sent.Status);
        Assert.Equal(_venue.AcceptedOrders.Single().VenueOrder, sent.VenueOrder);
        Assert.Equal(SubmitStatus.Rejected, (await SendAsync("o-1", limit: 50_000m)).Status);
        Assert.Single(_venue.AcceptedOrders);
        var order = new OrderSnapshot { Intent = Order("o-1", 50_000m), Status = OrderStatus.Accepted };
        Assert.Equal(SubmitStatus.Accepted, (await _line.CancelAsync(order, CancellationToken.None)).Status);
        Assert.Empty(_venue.OpenOrdersOf(Exchange.Account));
    }

    [Fact]
    public async Task Submit_TimeToSendIsOver_IsNotSent()
    {
        var late = new OrderSubmission { Order = Order("o-1", null), SendBefore = Start };
        await Assert.ThrowsAsync<VenueException>(async () => await _line.SubmitAsync(late, CancellationToken.None));
        Assert.Empty(_venue.SubmitAttempts);
    }

    [Fact]
    public async Task ReadBars_MoreThanOneFrame_AreAllOfThemInOrder()
    {
        var request = new WarmupRequest
        {
            Instrument = Btc.Id, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromMinutes(1_200),
        };
        List<HistoricalBar> there = await ListAsync(_venue.ReadBarsAsync(request, Start, CancellationToken.None));
        List<HistoricalBar> here = await ListAsync(_line.ReadBarsAsync(request, Start, CancellationToken.None));
        Assert.Equal(1_200, here.Count);
        Assert.Equal(there, here);
    }

    [Fact]
    public async Task Follow_OrderIsFilled_TellsOrderAndExecution()
    {
        await using IAsyncEnumerator<VenueReport> told = _line.FollowAsync(CancellationToken.None).GetAsyncEnumerator();
        ValueTask<bool> first = told.MoveNextAsync();
        await UntilAsync(() => _venue.Reported is not null && _server.Followers == 1);
        await SendAsync("o-1");
        Assert.True(await first);
        var kinds = new List<Type> { told.Current.GetType() };
        while (told.Current is not FillReport)
        {
            Assert.True(await told.MoveNextAsync());
            kinds.Add(told.Current.GetType());
        }

        Assert.Contains(typeof(OrderReport), kinds);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Serve_HostileInput_AnswersTheNextCaller(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await socket.SendAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
            byte[] answer = new byte[64 * 1024];
            int length = await socket.ReceiveAsync(answer);
            Assert.True(length == 0 || answer[0] == (byte)FrameKind.Failure);
        }

        Assert.NotEmpty((await _line.QueryAsync(Queries[^1], CancellationToken.None)).Reports);
    }

    [Fact]
    public async Task Call_ExchangeIsNotThere_SaysThatNothingWasSent()
    {
        await _server.DisposeAsync();
        await Assert.ThrowsAsync<VenueException>(async () => await _line.QueryAsync(Queries[0], CancellationToken.None));
        await Assert.ThrowsAsync<VenueException>(async () => await SendAsync("o-1"));
    }

    [Fact]
    public async Task Call_ExchangeDiesBeforeItAnswers_OutcomeIsUnknown()
    {
        string path = Path.Combine(_folder.FullName, "dying");
        using var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        door.Bind(new UnixDomainSocketEndPoint(path));
        door.Listen();
        var line = new LineVenue(path, _venue.Profile, _clock);

        Task<SubmitResult> sending = SubmitAsync(line, Order("o-1", null)).AsTask();
        await DieAsync(door, []);
        Assert.Equal(SubmitStatus.Unknown, (await sending).Status);

        Task<VenueAnswer> asking = line.QueryAsync(Queries[0], CancellationToken.None).AsTask();
        await DieAsync(door, [16, 0, 0, 1, 0, 123]);
        Assert.True((await Assert.ThrowsAsync<VenueException>(() => asking)).IsTransient);
    }

    [Fact]
    public async Task Dispose_CallersStillListen_EndsTheirCalls()
    {
        Task<List<VenueReport>> following = ListAsync(_line.FollowAsync(CancellationToken.None));
        await UntilAsync(() => _server.Followers == 1);
        await _server.DisposeAsync();
        Assert.Empty(await following);
    }

    private static async Task DieAsync(Socket door, byte[] lastWords)
    {
        using Socket caller = await door.AcceptAsync();
        byte[] buffer = new byte[1];
        await caller.ReceiveAsync(buffer);
        await caller.SendAsync(lastWords);
    }

    /// <summary>The other thread comes to it; there is no event to wait for.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Yield();
        }
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (T one in all)
        {
            list.Add(one);
        }

        return list;
    }

    private ValueTask<SubmitResult> SendAsync(string id, decimal? limit = null) => SubmitAsync(_line, Order(id, limit));

    private static ValueTask<SubmitResult> SubmitAsync(LineVenue line, OrderIntent order) => line.SubmitAsync(
        new OrderSubmission { Order = order, SendBefore = Start.AddSeconds(10) }, CancellationToken.None);

    private static OrderIntent Order(string id, decimal? limit) => new()
    {
        Id = new(id), Strategy = AverageStrategy.Name, Account = Exchange.Account, Instrument = Btc.Id,
        Side = OrderSide.Buy, Type = limit is null ? OrderType.Market : OrderType.Limit, Quantity = 0.5m, Price = limit,
    };
}
