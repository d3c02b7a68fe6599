namespace PositionRecovery;

/// <summary>How far a position is protected against loss. Immutable.</summary>
/// <param name="State">Whether it is.</param>
/// <param name="Needed">The quantity that stops should cover.</param>
/// <param name="Covered">The quantity that working stops cover, at most <paramref name="Needed"/>.</param>
/// <param name="Reason">Why, in one sentence.</param>
internal readonly record struct Protection(ProtectionState State, decimal Needed, decimal Covered, string Reason);
