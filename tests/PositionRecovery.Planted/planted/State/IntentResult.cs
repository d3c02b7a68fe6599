namespace PositionRecovery;

/// <summary>Whether an order may be sent. <c>default</c> is a refusal.</summary>
public readonly record struct IntentResult
{
    internal IntentResult(GateDecision decision, DateTimeOffset? sendBefore = null)
    {
        Decision = decision;
        SendBefore = sendBefore;
    }

    /// <summary>Whether the client order id is durable and the order may be sent.</summary>
    public bool IsGranted => Decision.IsOpen && SendBefore is not null;

    /// <summary>Why.</summary>
    public GateDecision Decision { get; }

    /// <summary>The moment, by the engine's clock, before which the first byte must leave; afterwards somebody else may
    /// own the trader. <c>null</c> when refused.</summary>
    public DateTimeOffset? SendBefore { get; }
}
