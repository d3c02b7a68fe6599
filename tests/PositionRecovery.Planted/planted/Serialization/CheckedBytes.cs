namespace PositionRecovery;

/// <summary>A payload cut into what is checked and the check; <c>default</c> where it has none.</summary>
internal readonly ref struct CheckedBytes(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> check)
{
    internal ReadOnlySpan<byte> Payload { get; } = payload;

    internal ReadOnlySpan<byte> Check { get; } = check;

    internal bool IsThere => !Check.IsEmpty;
}
