namespace PositionRecovery;

/// <summary>A strategy that can store the state of its indicators, so that a warm-up need not read all of history. A
/// stored state is taken only when it is fresh, and when a replay of history from an earlier one gives the same bytes.
/// </summary>
/// <remarks>The library calls members one at a time: between two bars of a warm-up, after it, every
/// <c>IndicatorSaveInterval</c> while the engine runs, and when it stops. While the engine runs,
/// it may at the same time feed bars on a thread of its own: <see cref="SaveIndicators"/> and whatever takes those bars
/// need a lock in common. A strategy deals with each bar of a warm-up before it takes the next.</remarks>
public interface IIndicatorSnapshot
{
    /// <summary>The version of the state; one of another version is not restored. Constant.</summary>
    int IndicatorVersion { get; }

    /// <summary>The state as it is. Deterministic: the same bars give the same bytes, in any process and on any
    /// machine. One that throws is reported and nothing else: the state before stays stored.</summary>
    /// <returns>The state, as of a bar that was whole; <c>null</c> when there is none worth keeping.</returns>
    StrategySnapshot? SaveIndicators();

    /// <summary>Takes over a state that was saved before, in place of what there is.</summary>
    /// <param name="state">The state.</param>
    void RestoreIndicators(StrategySnapshot state);

    /// <summary>Forgets everything that bars brought: all of history follows.</summary>
    void ResetIndicators();
}
