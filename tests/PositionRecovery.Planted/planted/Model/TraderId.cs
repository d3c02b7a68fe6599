namespace PositionRecovery;

/// <summary>One trading engine: the owner of one store. <c>default</c> is empty and is rejected wherever a value is
/// needed.</summary>
public readonly record struct TraderId : IIdentifier
{
    private readonly string? _value;

    /// <summary>Makes an identifier from its text.</summary>
    /// <param name="value">1 to 128 visible characters, compared ordinally and case-sensitively.</param>
    /// <exception cref="ArgumentException">The text is empty, too long or has a space or control character.</exception>
    public TraderId(string value) => _value = Identifier.Checked(value, nameof(TraderId));

    /// <summary>The text; empty for <c>default</c>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Whether this is <c>default</c>.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>The text.</summary>
    public override string ToString() => Value;
}
