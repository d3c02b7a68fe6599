using System.Collections.ObjectModel;
using PositionRecovery.Testing;

namespace PositionRecovery.Exchange;

/// <summary>What an <see cref="ExchangeServer"/> serves, to whom, and how strictly.</summary>
public sealed record ExchangeOptions
{
    /// <summary>The venue behind the futures API (<c>/fapi</c>). Its instruments are linear contracts, its conditional
    /// orders live apart, and its order ids are numbers.</summary>
    public required SimulatedVenue Futures { get; init; }

    /// <summary>The venue behind the spot API (<c>/api</c>, <c>/sapi</c>); <c>null</c> when there is none. Its
    /// conditional orders do not live apart.</summary>
    public SimulatedVenue? Spot { get; init; }

    /// <summary>Who may sign requests. Each key once.</summary>
    public required IReadOnlyList<ExchangeKey> Keys { get; init; }

    /// <summary>The port on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock that <see cref="ExchangeServer"/> waits by. The time of the API is that of the venues.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether <c>/control</c> is there. It asks for no key: leave it off where strangers can reach the port.
    /// </summary>
    public bool HasControl { get; init; }

    /// <summary>How much may be asked of the futures API.</summary>
    public ExchangeLimits Limits { get; init; } = ExchangeLimits.Futures;

    /// <summary>How much may be asked of the spot API.</summary>
    public ExchangeLimits SpotLimits { get; init; } = ExchangeLimits.Spot;

    /// <summary>The filters of a symbol, where they are not <see cref="DefaultRules"/>.</summary>
    public IReadOnlyDictionary<string, SymbolRules> Symbols { get; init; } =
        ReadOnlyDictionary<string, SymbolRules>.Empty;

    /// <summary>The filters of all other symbols.</summary>
    public SymbolRules DefaultRules { get; init; } = new();

    /// <summary>The leverage reported where the venue tells none; at least 1.</summary>
    public decimal Leverage { get; init; } = 20m;

    /// <summary>How many requests are remembered, the newest ones.</summary>
    public int RememberedRequests { get; init; } = 200_000;
}
