namespace PositionRecovery.Testing;

/// <summary>A case: its name, what it demands in one sentence, and the code that finds out.</summary>
internal sealed record VenueCase(string Name, string Demand, Func<VenueStage, Task> RunAsync);
