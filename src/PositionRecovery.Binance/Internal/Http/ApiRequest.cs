namespace PositionRecovery.Binance;

/// <summary>One call of the REST interface, before it gets its time stamp and signature. Values are plain text: the
/// transport encodes them, once.</summary>
internal sealed record ApiRequest
{
    /// <summary>GET, POST or DELETE.</summary>
    internal required HttpMethod Method { get; init; }

    /// <summary>From the slash after the host on, without parameters: <c>/fapi/v1/openOrders</c>.</summary>
    internal required string Path { get; init; }

    /// <summary>Names and values, in the order they are sent in.</summary>
    internal IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    internal ApiSecurity Security { get; init; } = ApiSecurity.Signed;

    /// <summary>What it costs of the request weight of a minute, as documented for these parameters.</summary>
    internal required int Weight { get; init; }

    /// <summary>How many orders it counts as against the order limits; 0 for what places no order.</summary>
    internal int OrderCount { get; init; }

    /// <summary>It leaves before this moment of our clock, and the venue does not take it after it, or it is not sent;
    /// <c>null</c> for any time.</summary>
    internal DateTimeOffset? SendBefore { get; init; }
}
