namespace PositionRecovery.Sample;

/// <summary>How a strategy came back.</summary>
internal sealed record EngineStrategy(string Name, bool IsReady, int Positions, long? Bars, string? Problem);
