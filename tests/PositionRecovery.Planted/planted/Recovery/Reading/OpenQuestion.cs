namespace PositionRecovery;

/// <summary>A question that stays open.</summary>
/// <param name="Question">The question.</param>
/// <param name="Why">Why nobody could answer it.</param>
internal sealed record OpenQuestion(Question Question, string Why);
