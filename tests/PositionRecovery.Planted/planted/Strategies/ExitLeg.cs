namespace PositionRecovery;

/// <summary>One exit order that a position should have. Immutable.</summary>
public sealed record ExitLeg
{
    private ExitLeg(string name, ExitLegKind kind)
    {
        Name = Checked(name);
        Kind = kind;
    }

    /// <summary>The strategy's name for it, part of the order's identity: 1 to 32 characters, unique within a plan.
    /// </summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public ExitLegKind Kind { get; }

    /// <summary>The price that triggers it, in quote currency; <c>null</c> for a trailing leg. Rounded to the price
    /// increment when placed.</summary>
    public decimal? TriggerPrice { get; private init => field = Price(value, nameof(TriggerPrice)); }

    /// <summary>The limit it is executed at; <c>null</c> for the market.</summary>
    public decimal? LimitPrice { get; init => field = Price(value, nameof(LimitPrice)); }

    /// <summary>How far a trailing stop stays behind the price, in quote currency; <c>null</c> for other legs.
    /// </summary>
    public decimal? TrailingDistance { get; private init => field = Price(value, nameof(TrailingDistance)); }

    /// <summary>The part of the position it closes: greater than 0, at most 1; 1 by default.</summary>
    public decimal Share
    {
        get;
        init => field = value is > 0m and <= 1m
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Share), value, $"Share is {value}; it must be greater than 0 and at most 1.");
    } = 1m;

    /// <summary>A stop-loss.</summary>
    /// <param name="name">The strategy's name for it.</param>
    /// <param name="triggerPrice">The price that triggers it; greater than 0.</param>
    public static ExitLeg Stop(string name, decimal triggerPrice) =>
        new(name, ExitLegKind.Stop) { TriggerPrice = triggerPrice };

    /// <summary>A take-profit.</summary>
    /// <param name="name">The strategy's name for it.</param>
    /// <param name="triggerPrice">The price that triggers it; greater than 0.</param>
    public static ExitLeg TakeProfit(string name, decimal triggerPrice) =>
        new(name, ExitLegKind.TakeProfit) { TriggerPrice = triggerPrice };

    /// <summary>A stop that follows the price. The venue keeps its trigger: one that works is left alone, wherever its
    /// trigger is by now.</summary>
    /// <param name="name">The strategy's name for it.</param>
    /// <param name="distance">How far it stays behind the price, in quote currency; greater than 0.</param>
    public static ExitLeg Trailing(string name, decimal distance) =>
        new(name, ExitLegKind.Trailing) { TrailingDistance = distance };

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.Length <= 32
            ? name
            : throw new ArgumentException($"The leg's name '{name}' has {name.Length} characters; at most 32.");
    }

    private static decimal? Price(decimal? value, string member) =>
        value is null ? null : Guard.Positive(value.Value, Guard.MaxPrice, member);
}
