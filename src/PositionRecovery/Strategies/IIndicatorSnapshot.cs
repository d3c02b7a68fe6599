namespace PositionRecovery;

/// <summary>A strategy that can store the state of its indicators, so that a warm-up need not read all of history. A
/// stored state is taken only when it is fresh, and when a replay of history from an earlier one gives the same bytes.
/// </summary>
/// <remarks>Members are called one at a time, between two bars of a warm-up or between callbacks. A strategy that has
/// them deals with each bar of a warm-up before it takes the next.</remarks>
public interface IIndicatorSnapshot
{
    /// <summary>The version of the state; one of another version is not restored. Constant.</summary>
    int IndicatorVersion { get; }

    /// <summary>The state as it is. Deterministic: the same bars give the same bytes, in any process and on any
    /// machine.</summary>
    /// <returns>The state; <c>null</c> when there is none worth keeping.</returns>
    IndicatorState? SaveIndicators();

    /// <summary>Takes over a state that was saved before, in place of what there is.</summary>
    /// <param name="state">The state.</param>
    void RestoreIndicators(IndicatorState state);

    /// <summary>Forgets everything that bars brought: all of history follows.</summary>
    void ResetIndicators();
}
