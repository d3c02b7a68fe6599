namespace PositionRecovery.Exchange;

/// <summary>How much may be asked.</summary>
public sealed record ExchangeLimits
{
    /// <summary>Of the futures API.</summary>
    public static ExchangeLimits Futures { get; } = new()
    {
        WeightPerMinute = 2_400, Orders = [(TimeSpan.FromSeconds(10), 300), (TimeSpan.FromMinutes(1), 1_200)],
    };

    /// <summary>Of the spot API.</summary>
    public static ExchangeLimits Spot { get; } = new()
    {
        WeightPerMinute = 6_000, Orders = [(TimeSpan.FromSeconds(10), 50), (TimeSpan.FromDays(1), 160_000)],
    };

    /// <summary>The weight of all requests in a minute of the clock.</summary>
    public required int WeightPerMinute { get; init; }

    /// <summary>How many orders an account may place in which time: whole seconds, minutes or days.</summary>
    public required IReadOnlyList<(TimeSpan Interval, int Limit)> Orders { get; init; }

    /// <summary>How many requests too early are forgiven before the address is banned.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>How long it is banned for.</summary>
    public TimeSpan BanTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a refusal says how long to wait (<c>Retry-After</c>). The futures API of Binance does not
    /// promise it.</summary>
    public bool TellsRetryAfter { get; init; } = true;
}
