namespace PositionRecovery;

/// <summary>Whether an order is allowed now. A decision holds for the moment it is given. <c>default</c> is
/// shut.</summary>
public readonly record struct GateDecision
{
    internal GateDecision(GateReason reason, string explanation)
    {
        Reason = reason;
        Explanation = explanation;
    }

    /// <summary>Whether it is allowed.</summary>
    public bool IsOpen => Reason == GateReason.Open;

    /// <summary>Why.</summary>
    public GateReason Reason { get; }

    /// <summary>Why, in one sentence.</summary>
    public string Explanation => field ?? "Nothing was decided.";

    internal static GateDecision Open { get; } = new(GateReason.Open, "Allowed.");
}
