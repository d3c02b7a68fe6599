namespace PositionRecovery;

/// <summary>What a snapshot file may ask of the machine that reads it.</summary>
internal static class JsonLimits
{
    internal const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>The deepest documents of ours have eight levels; unknown members may add a few.</summary>
    internal const int MaxDepth = 16;

    /// <summary>The elements of any one list, and the reports of all answers of a venue snapshot together.</summary>
    internal const int MaxElements = 1_000_000;
}
