namespace PositionRecovery;

/// <summary>A strategy: the owner of orders and positions. <c>default</c> is empty and is rejected wherever a value is
/// needed.</summary>
public readonly record struct StrategyId : IIdentifier
{
    private readonly string? _value;

    /// <summary>Makes an identifier from its text.</summary>
    /// <param name="value">1 to 128 visible characters, compared ordinally and case-sensitively.</param>
    /// <exception cref="ArgumentException">The text is empty, too long or has a space or control character.</exception>
    public StrategyId(string value) => _value = Identifier.Checked(value, nameof(StrategyId));

    /// <summary>The owner of whatever no strategy owns: orders placed by hand, by other programs or by the
    /// venue.</summary>
    public static StrategyId External { get; } = new("EXTERNAL");

    /// <summary>The text; empty for <c>default</c>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Whether this is <c>default</c>.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>The text.</summary>
    public override string ToString() => Value;
}
