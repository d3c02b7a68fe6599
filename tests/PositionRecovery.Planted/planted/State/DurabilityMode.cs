namespace PositionRecovery;

/// <summary>When a recorded event counts as recorded. Values may be added in minor versions.</summary>
public enum DurabilityMode
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>When it is durable: a call returns after the store acknowledged it. Concurrent calls share a commit.
    /// </summary>
    PerEvent = 1,

    /// <summary>When it is accepted: it becomes durable within <see cref="StateOptions.GroupMaxDelay"/> or
    /// <see cref="StateOptions.GroupMaxEntries"/>, whichever is first. A crash before loses it; the venue is asked
    /// again. Intents always wait until they are durable.</summary>
    Grouped = 2,
}
