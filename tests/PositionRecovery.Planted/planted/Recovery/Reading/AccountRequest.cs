namespace PositionRecovery;

/// <summary>What is to be read of one account. Immutable.</summary>
internal sealed record AccountRequest
{
    internal required AccountId Account { get; init; }

    /// <summary>The earliest venue time of which executions, ended orders and cash flows are asked.</summary>
    internal required DateTimeOffset From { get; init; }

    /// <summary>The instruments that are known to matter, and why.</summary>
    internal required ActiveInstruments Active { get; init; }

    /// <summary>Definitions that are known already.</summary>
    internal IReadOnlyList<InstrumentDefinition> Instruments { get; init; } = [];

    /// <summary>Whether it is one of the continuous checks, which have a share of the request budget.</summary>
    internal bool IsContinuous { get; init; }
}
