namespace PositionRecovery.Sample;

/// <summary>What was done about one exit order.</summary>
internal sealed record EngineExit(string Instrument, string? Leg, string? Order, ExitOutcome Outcome, string Text);
