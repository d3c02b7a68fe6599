namespace PositionRecovery;

/// <summary>What a hook gave, or why it gave nothing.</summary>
/// <param name="Value">What it gave.</param>
/// <param name="Problem">Why it gave nothing; <c>null</c> when it did its work.</param>
internal readonly record struct HookOutcome<T>(T? Value, string? Problem)
{
    internal bool IsDone => Problem is null;
}
