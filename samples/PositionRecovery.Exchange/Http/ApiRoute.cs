namespace PositionRecovery.Exchange;

/// <summary>Answers a request: an object that is written as JSON.</summary>
internal delegate Task<object> ApiHandler(ApiRequest request, CancellationToken cancellationToken);

/// <summary>One endpoint.</summary>
internal sealed record ApiRoute(string Method, string Path, ApiHandler Handler)
{
    /// <summary>What must come with a request.</summary>
    internal ApiSecurity Security { get; init; } = ApiSecurity.None;

    internal Func<ApiRequest, int> Weight { get; init; } = static _ => 1;

    /// <summary>Whether it is an order that counts as one.</summary>
    internal bool IsOrder { get; init; }

    /// <summary>Whether the key must be allowed to trade.</summary>
    internal bool IsWrite => Security == ApiSecurity.Signed && Method != "GET";
}
