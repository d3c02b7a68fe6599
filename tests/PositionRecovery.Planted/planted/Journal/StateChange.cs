namespace PositionRecovery;

/// <summary>A part of the state that is new, changed or gone.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Names it within its kind.</param>
/// <param name="Content">What it is now; <c>null</c> when it is gone.</param>
internal readonly record struct StateChange(RowKind Kind, string Key, object? Content);
