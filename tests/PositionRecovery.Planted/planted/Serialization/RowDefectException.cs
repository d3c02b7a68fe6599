namespace PositionRecovery;

/// <summary>Carries a defect from where it is found to where the row is given up.</summary>
internal sealed class RowDefectException(RowDefectReason reason, string text) : FormatException(text)
{
    internal RowDefect Defect { get; } = new(reason, text);
}
