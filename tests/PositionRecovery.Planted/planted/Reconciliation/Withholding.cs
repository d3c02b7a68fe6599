namespace PositionRecovery;

/// <summary>Why a position is left alone, and whether even reported facts about it are.</summary>
internal readonly record struct Withholding(string Reason, bool IncludesFacts);
