using Microsoft.Extensions.Logging;

namespace PositionRecovery.Binance;

/// <summary>How to reach one account. Immutable; every value is checked where it is set, and the error names it.
/// Neither the key nor its secret appears in any message, log or text.</summary>
public sealed record BinanceOptions
{
    internal const int MiB = 1024 * 1024;

    /// <summary>Which of the venue's interfaces the account is reached by.</summary>
    public required BinanceProduct Product { get; init => field = OptionChecks.Known(value); }

    /// <summary>What the account is called here. Its instruments are called <c>venue:SYMBOL</c>, the venue being the
    /// part before the colon: the account <c>BINANCE-USDM:main</c> holds <c>BINANCE-USDM:BTCUSDT</c>.</summary>
    public required AccountId Account { get; init => field = OptionChecks.WithVenue(value); }

    /// <summary>The API key.</summary>
    public required Secret ApiKey
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(ApiKey));
    }

    /// <summary>The key's secret: the text of an HMAC key, or the PEM text (PKCS#8) of an RSA key. Which of the two is
    /// seen by its form. Ed25519 keys need a newer platform.</summary>
    public required Secret ApiSecret
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(ApiSecret));
    }

    /// <summary>Which network; <see cref="BinanceNetwork.Live"/> by default.</summary>
    public BinanceNetwork Network { get; init => field = OptionChecks.Known(value); } = BinanceNetwork.Live;

    /// <summary>Another address than the network's own, such as a proxy's or a simulated exchange's: <c>https</c>, or
    /// <c>http</c> on this machine; a path is put before the paths of calls. <c>null</c> by default.</summary>
    public Uri? BaseAddress { get; init => field = OptionChecks.Address(value); }

    /// <summary>How long a signed request stays valid after it was signed: whole milliseconds, at most a minute; 5 s by
    /// default. Orders get less when less is left of the time in which they may be sent.</summary>
    public TimeSpan RecvWindow
    {
        get;
        init => field = OptionChecks.Span(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for an answer; 10 s by default, the time the venue itself waits for its engine;
    /// 100 ms to 2 minutes.</summary>
    public TimeSpan RequestTimeout
    {
        get;
        init => field = OptionChecks.Span(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
    } = TimeSpan.FromSeconds(10);

    /// <summary>The share of the request weight of a minute that reading may use: greater than 0, at most 1; 0.9 by
    /// default. The rest is kept for orders, and for other programs at the same network address. All accounts of a
    /// process at one network share one count; USDⓈ-M and COIN-M futures are one network here, as they are for the
    /// venue.</summary>
    public decimal MaxWeightShare { get; init => field = OptionChecks.Share(value); } = 0.9m;

    /// <summary>The longest answer that is read, in bytes after decompression: 1 MiB to 256 MiB; 32 MiB by default.
    /// </summary>
    public int MaxReplyBytes
    {
        get;
        init => field = OptionChecks.Count(value, MiB, 256 * MiB);
    } = 32 * MiB;

    /// <summary>Whether the account is only read: there is then no way to send an order. <c>false</c> by default. With
    /// it a key that may only read suffices.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether orders with a trigger look at the mark price instead of the last one, on futures; <c>false</c>
    /// by default, as at the venue.</summary>
    public bool TriggersByMarkPrice { get; init; }

    /// <summary>Whether the venue is asked, before the first signed call, what the key may do; <c>true</c> by default.
    /// A key that may withdraw is refused, one that is not bound to network addresses is warned about.</summary>
    public bool ChecksKey { get; init; } = true;

    /// <summary>Whether a key that is not bound to network addresses is refused instead; <c>false</c> by default.
    /// </summary>
    public bool RequiresIpRestriction { get; init; }

    /// <summary>Where the venue is asked what the key may do; the Spot interface of the live network by default, and
    /// nowhere at a test network or with a <see cref="BaseAddress"/>, which have no such call.</summary>
    public Uri? KeyCheckAddress { get; init => field = OptionChecks.Address(value); }

    /// <summary>Gives the client for each request, such as <c>() =&gt; factory.CreateClient("binance")</c>; it is not
    /// disposed here. It must neither send a request again by itself nor follow redirections. <c>null</c>, the
    /// default, for a client of this process with pooled connections.</summary>
    public Func<HttpClient>? CreateClient { get; init; }

    /// <summary>The clock; the system's by default. Drives every wait.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(TimeProvider));
    } = TimeProvider.System;

    /// <summary>Where warnings go; <c>null</c> for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
