namespace PositionRecovery;

/// <summary>What an engine decides about exits. Immutable.</summary>
internal sealed record ExitRules
{
    /// <summary>What to do about an exit that would trigger at once.</summary>
    internal WouldTriggerAction WouldTrigger { get; init; } = WouldTriggerAction.Alert;

    /// <summary>How far the price of an order that others placed may be from a leg's to stand for it, as a part of the
    /// price.</summary>
    internal decimal ForeignPriceTolerance { get; init; } = 0.005m;

    /// <summary>How many orders may be sent for one leg in a day.</summary>
    internal int MaxAttempts { get; init; } = 100;

    /// <summary>How long the wait may get after orders that could not be sent.</summary>
    internal TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the venue's word that a trigger is reached counts more than a price.</summary>
    internal TimeSpan WouldTriggerMemory { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far the venue's quantity may be from the books'.</summary>
    internal decimal QuantityTolerance { get; init; }

    /// <summary>Whether the venue's positions are not compared with the books.</summary>
    internal bool IgnoresPositions { get; init; }

    /// <summary>How often in a row a venue may refuse the same order before a person is called.</summary>
    internal int MaxRefusals { get; init; } = 3;

    /// <summary>How long a refusal counts.</summary>
    internal TimeSpan RefusalMemory { get; init; } = TimeSpan.FromMinutes(10);
}
