namespace PositionRecovery.Testing;

/// <summary>What a simulated venue takes fees in. Values may be added in minor versions.</summary>
public enum FeeCurrency
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The currency that profit is in: the quote asset, the base asset for inverse contracts.</summary>
    Profit = 1,

    /// <summary>The asset received: on a spot market a buyer gets less of the base asset. Elsewhere as
    /// <see cref="Profit"/>.</summary>
    Received = 2,
}
