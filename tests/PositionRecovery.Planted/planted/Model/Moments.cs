namespace PositionRecovery;

/// <summary>Times a while apart. "Since ever" and "never" are legal times, so what would lie before the first moment or
/// after the last one is that moment.</summary>
internal static class Moments
{
    internal static DateTimeOffset Later(DateTimeOffset at, TimeSpan span) => Shift(at, span.Ticks);

    internal static DateTimeOffset Earlier(DateTimeOffset at, TimeSpan span) => Shift(at, -span.Ticks);

    /// <summary>The next moment that can be told apart.</summary>
    internal static DateTimeOffset Next(DateTimeOffset at) => Shift(at, 1);

    /// <summary>The previous moment that can be told apart.</summary>
    internal static DateTimeOffset Previous(DateTimeOffset at) => Shift(at, -1);

    private static DateTimeOffset Shift(DateTimeOffset at, long ticks)
    {
        Int128 moved = (Int128)at.UtcTicks + ticks;
        return moved <= 0 ? DateTimeOffset.MinValue
            : moved >= DateTimeOffset.MaxValue.UtcTicks ? DateTimeOffset.MaxValue
            : new DateTimeOffset((long)moved, TimeSpan.Zero);
    }
}
