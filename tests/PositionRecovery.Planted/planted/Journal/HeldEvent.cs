namespace PositionRecovery;

/// <summary>An event about an order that is not known yet: kept until the order is, so that nothing is lost.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Event">What happened.</param>
internal sealed record HeldEvent(long Sequence, ExecutionEvent Event);
