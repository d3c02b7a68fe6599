namespace PositionRecovery;

/// <summary>A strategy that can store the state of its indicators, so that a warm-up need not read all of history. The
/// library takes the stored state only when it is fresh and a replay of history from an earlier one gives the same
/// bytes. Members are called one at a time, between bars.</summary>
public interface IIndicatorSnapshot
{
    /// <summary>The version of the bytes; state of another version is not restored.</summary>
    int SnapshotVersion { get; }

    /// <summary>The state as bytes. Deterministic: the same bars give the same bytes, in any process and on any
    /// machine. At most 64 KiB.</summary>
    ReadOnlyMemory<byte> SaveIndicators();

    /// <summary>Takes over a state that was saved before.</summary>
    /// <param name="state">The bytes.</param>
    void RestoreIndicators(ReadOnlyMemory<byte> state);

    /// <summary>Forgets everything that bars brought: a full warm-up follows.</summary>
    void ResetIndicators();
}
