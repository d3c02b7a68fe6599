namespace PositionRecovery.Sample;

/// <summary>One thing that must hold after a recovery, and whether it does.</summary>
internal sealed record Check(string What, bool IsRight, string Found);
