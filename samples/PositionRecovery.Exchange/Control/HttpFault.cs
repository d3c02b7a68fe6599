namespace PositionRecovery.Exchange;

/// <summary>What an <see cref="ExchangeServer"/> does wrong, and when. Immutable.</summary>
public sealed record HttpFault
{
    /// <summary>What goes wrong.</summary>
    public required HttpFaultKind Kind { get; init; }

    /// <summary>The requests of which method; <c>null</c> for all.</summary>
    public string? Method { get; init; }

    /// <summary>The requests of which path; with <c>*</c> at the end all that begin so; <c>null</c> for all.</summary>
    public string? Path { get; init; }

    /// <summary>The requests of which symbol; <c>null</c> for all.</summary>
    public string? Symbol { get; init; }

    /// <summary>The first such request that goes wrong, counted from 1 since the fault was planted.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many in a row go wrong; <c>null</c> until all is healed.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>How long limited or banned.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The HTTP status of an error.</summary>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>The code in the body of an error; <c>null</c> for a body that is no JSON.</summary>
    public int? Code { get; init; } = -1000;

    /// <summary>What an error says. By default that nobody knows whether it was executed.</summary>
    public string Text { get; init; } = "Unknown error, please check your request or try again later.";

    /// <summary>The length of a short page; at least 1.</summary>
    public int Rows { get; init; } = 1;
}
