namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Makes mutants of one sort and has them read. Not thread-safe.</summary>
internal interface IFuzz
{
    /// <summary>The bytes of the mutant at hand.</summary>
    ReadOnlySpan<byte> Mutant { get; }

    /// <summary>Makes the next one.</summary>
    void Make(ref FuzzDice dice);

    /// <summary>Has it read, the way the product reads.</summary>
    FuzzOutcome Read(out object? content, out long sequence);

    /// <summary>Whether what was taken may be taken: without a key, and as exactly what the bytes say.</summary>
    bool IsWrittenBack(object content, long sequence);
}
