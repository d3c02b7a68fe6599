namespace PositionRecovery;

/// <summary>What an engine decides about exits. Immutable.</summary>
internal sealed record ExitRules
{
    /// <summary>What to do about an exit that would trigger at once.</summary>
    internal WouldTriggerAction WouldTrigger { get; init; } = WouldTriggerAction.Alert;

    /// <summary>How far the price of an order that others placed may be from a leg's to stand for it, as a part of the
    /// price.</summary>
    internal decimal ForeignPriceTolerance { get; init; } = 0.005m;

    /// <summary>How many orders one leg may take in one life of a position.</summary>
    internal int MaxAttempts { get; init; } = 100;

    /// <summary>How often in a row a venue may refuse the same order before a person is called.</summary>
    internal int MaxRefusals { get; init; } = 3;

    /// <summary>How long a refusal counts.</summary>
    internal TimeSpan RefusalMemory { get; init; } = TimeSpan.FromMinutes(10);
}
