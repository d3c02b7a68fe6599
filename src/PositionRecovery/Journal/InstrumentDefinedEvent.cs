namespace PositionRecovery;

/// <summary>An instrument was not known before and is now defined, or the bounds of its orders changed.</summary>
public sealed record InstrumentDefinedEvent : ExecutionEvent
{
    /// <summary>The definition.</summary>
    public required InstrumentDefinition Definition
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Definition));
    }

    /// <inheritdoc/>
    internal override string Kind => "instrument-defined";
}
