namespace PositionRecovery;

/// <summary>What the lack of a report of one order is worth.</summary>
/// <param name="IsSought">Whether a report was to be expected: the order is not known to have ended.</param>
/// <param name="Missing">What must still be asked.</param>
/// <param name="AsOf">The venue time of the latest answer that does not show it.</param>
internal sealed record AbsenceProof(bool IsSought, IReadOnlyList<Question> Missing, DateTimeOffset? AsOf)
{
    internal static AbsenceProof NotSought { get; } = new(false, [], null);

    internal bool IsProven => IsSought && Missing.Count == 0;
}
