namespace PositionRecovery;

/// <summary>One life of a position in the live state.</summary>
internal sealed class LiveLife(PositionLife life)
{
    internal PositionLife Life { get; set; } = life;

    internal bool IsDirty { get; set; }
}
