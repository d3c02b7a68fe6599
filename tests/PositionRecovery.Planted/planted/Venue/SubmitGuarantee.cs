namespace PositionRecovery;

/// <summary>What a venue does about an order whose outcome is not known. Values may be added in minor versions.
/// </summary>
public enum SubmitGuarantee
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The same client order id twice is one order, for ever: exactly once.</summary>
    Idempotent = 1,

    /// <summary>An order can be asked for by its client order id: exactly once, after asking.</summary>
    QueryableById = 2,

    /// <summary>Neither: at most once. An order whose outcome is not known is left to a person.</summary>
    Neither = 3,
}
