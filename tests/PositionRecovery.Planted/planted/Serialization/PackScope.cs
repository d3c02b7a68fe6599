namespace PositionRecovery;

/// <summary>The list around an object that is being written or read.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Count">How many members were written, or are left to be read.</param>
internal readonly record struct PackScope(int Start, int Count);
