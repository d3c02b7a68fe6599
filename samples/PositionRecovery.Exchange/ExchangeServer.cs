using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PositionRecovery.Exchange;

/// <summary>A simulated exchange over HTTP: simulated venues that speak the part of Binance's REST API that clients
/// need. On the loopback address only. Thread-safe.</summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly CancellationTokenSource _stopping;

    private readonly Traffic _traffic;

    private readonly Desk[] _desks;

    private ExchangeServer(
        WebApplication app, CancellationTokenSource stopping, Traffic traffic, Desk[] desks, ExchangeControl control)
    {
        (_app, _stopping, _traffic, _desks) = (app, stopping, traffic, desks);
        Control = control;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        BaseAddress = new Uri(address);
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:5080/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What <c>/control</c> does, in process: faults, prices, people, the ledger.</summary>
    public ExchangeControl Control { get; }

    /// <summary>What was asked, oldest first; the newest of them when there were very many.</summary>
    public IReadOnlyList<RequestRecord> Requests => _traffic.Records;

    /// <summary>How many requests came before the time to wait was over, or while banned.</summary>
    public int IgnoredLimits => _desks.Sum(static d => d.Weights.Ignored);

    /// <summary>The greatest weight of one API's requests within any sixty seconds of the remembered ones.</summary>
    /// <param name="isSpot">Of the spot API; otherwise of the futures API.</param>
    public int HeaviestMinute(bool isSpot = false)
    {
        RequestRecord[] records =
            [.. Requests.Where(r => r.Path.StartsWith("/fapi/", StringComparison.Ordinal) != isSpot)];
        int first = 0;
        int sum = 0;
        int most = 0;
        foreach (RequestRecord record in records)
        {
            sum += record.Weight;
            while (record.At - records[first].At >= TimeSpan.FromSeconds(60))
            {
                sum -= records[first++].Weight;
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it serves.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    /// <exception cref="ArgumentException">A venue does not fit its API, there is no key, or a key occurs twice.
    /// </exception>
    public static async Task<ExchangeServer> StartAsync(
        ExchangeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Keys.Count == 0)
        {
            throw new ArgumentException("Keys is empty; nobody could sign a request.", nameof(options));
        }

        Desk futures = await Desk.OpenAsync(options.Futures, false, options, cancellationToken).ConfigureAwait(false);
        Desk? spot = options.Spot is { } venue
            ? await Desk.OpenAsync(venue, true, options, cancellationToken).ConfigureAwait(false) : null;
        var faults = new FaultDesk();
        var traffic = new Traffic(options.RememberedRequests);
        var stopping = new CancellationTokenSource();
        var control = new ExchangeControl(futures, spot, faults, traffic);
        var pipeline = new Pipeline(
            new KeyRing(options.Keys),
            path => path.StartsWith("/fapi/", StringComparison.Ordinal) ? futures : spot!,
            faults,
            traffic,
            stopping.Token);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        WebApplication app = builder.Build();
        foreach (ApiRoute route in Routes(spot is not null))
        {
            app.MapMethods(route.Path, [route.Method], context => pipeline.RunAsync(context, route));
        }

        if (options.HasControl)
        {
            ControlRoutes.Map(app, control);
        }

        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new ExchangeServer(app, stopping, traffic, spot is null ? [futures] : [futures, spot], control);
    }

    /// <summary>Completes when the server stops.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Breaks what is held open, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static IEnumerable<ApiRoute> Routes(bool hasSpot)
    {
        IEnumerable<ApiRoute> futures =
        [
            .. FuturesMarket.Routes(), .. FuturesOrders.Routes(), .. FuturesAlgoOrders.Routes(),
            .. FuturesPositions.Routes(), .. FuturesAccount.Routes(), .. FuturesSettings.Routes(),
            .. FuturesHistory.Routes(),
        ];
        return hasSpot
            ? [.. futures, .. SpotMarket.Routes(), .. SpotOrders.Routes(), .. SpotAccount.Routes()]
            : futures;
    }
}
