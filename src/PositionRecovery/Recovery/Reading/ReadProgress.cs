namespace PositionRecovery;

/// <summary>How far the reading of one account is.</summary>
/// <param name="Account">The account.</param>
/// <param name="Answered">How many queries were answered.</param>
/// <param name="Failed">How many were not.</param>
/// <param name="Instruments">How many instruments are known to matter.</param>
/// <param name="Read">How many of them were read to the end.</param>
/// <param name="Last">The kind of query that was answered last.</param>
internal readonly record struct ReadProgress(
    AccountId Account, int Answered, int Failed, int Instruments, int Read, string Last);
