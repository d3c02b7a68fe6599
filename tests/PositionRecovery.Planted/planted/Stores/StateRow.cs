namespace PositionRecovery;

/// <summary>One row of a trader's state. Immutable.</summary>
public sealed record StateRow
{
    /// <summary>What it is about.</summary>
    public required RowKind Kind { get; init => field = Guard.Known(value); }

    /// <summary>Names it within its kind: 1 to 1,024 visible characters and single spaces, compared
    /// ordinally.</summary>
    public required string Key { get; init => field = RowKey.Checked(value); }

    /// <summary>Its encoded form; <c>null</c> deletes the row.</summary>
    public required ReadOnlyMemory<byte>? Payload { get; init; }

    /// <summary>The decoded value, for stores that project columns of their own; <c>null</c> when read from a store and
    /// when the row is deleted.</summary>
    public object? Content { get; init; }
}
