namespace PositionRecovery;

/// <summary>What the venues said: a set of answers, in which order does not matter. Immutable.</summary>
public sealed class VenueSnapshot
{
    private readonly FrozenList<VenueAnswer> _answers;

    private VenueSnapshot(FrozenList<VenueAnswer> answers) => _answers = answers;

    /// <summary>The answers. One query may have been answered several times, at different moments.</summary>
    public IReadOnlyList<VenueAnswer> Answers => _answers;

    /// <summary>A snapshot of these answers.</summary>
    /// <param name="answers">The answers, in any order.</param>
    /// <returns>The snapshot.</returns>
    public static VenueSnapshot Of(params IReadOnlyList<VenueAnswer> answers) =>
        new(FrozenList<VenueAnswer>.CopyOf(answers, nameof(answers)));

    /// <summary>This snapshot and one more answer, for example to an open question.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>A new snapshot; this one is unchanged.</returns>
    public VenueSnapshot Merge(VenueAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new VenueSnapshot(FrozenList<VenueAnswer>.Owning([.. _answers, answer]));
    }
}
