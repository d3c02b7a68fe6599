namespace PositionRecovery.Exchange;

/// <summary>A request that an <see cref="ExchangeServer"/> answered, or did not answer on purpose.</summary>
public sealed record RequestRecord
{
    /// <summary>Counts the requests, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The time of the venue.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>GET, POST, PUT or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The parameters as sent: the query, then the body, without the signature.</summary>
    public required string Parameters { get; init; }

    /// <summary>What it cost.</summary>
    public required int Weight { get; init; }

    /// <summary>Whether it was refused because of a limit or a ban.</summary>
    public bool IsLimited => Status is 429 or 418;

    /// <summary>The HTTP status; 0 when no answer was sent.</summary>
    public required int Status { get; init; }

    /// <summary>The error code in the answer; <c>null</c> when it is none.</summary>
    public int? Code { get; init; }
}
