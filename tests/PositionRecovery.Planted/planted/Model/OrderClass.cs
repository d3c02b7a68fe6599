namespace PositionRecovery;

/// <summary>Which of a venue's order services an order lives in; venue order ids are unique within one.</summary>
public enum OrderClass
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The ordinary order book.</summary>
    Regular = 1,

    /// <summary>Orders that wait for a trigger in a service of their own.</summary>
    Conditional = 2,
}
