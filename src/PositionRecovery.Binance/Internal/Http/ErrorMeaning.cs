namespace PositionRecovery.Binance;

/// <summary>What a code of the venue means.</summary>
/// <param name="Text">In a few words.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="IsTransient">Whether the same request may succeed later.</param>
/// <param name="Execution">What it says about whether the request was executed.</param>
internal sealed record ErrorMeaning(string Text, ErrorKind Kind, bool IsTransient, ExecutionKnowledge Execution);
