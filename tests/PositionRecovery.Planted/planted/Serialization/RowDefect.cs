namespace PositionRecovery;

/// <summary>What is wrong with a row or a journal record. It is set aside as it is, and everything else goes on.
/// </summary>
/// <param name="Reason">Which kind of defect.</param>
/// <param name="Text">What exactly, in one line that is safe to print.</param>
internal sealed record RowDefect(RowDefectReason Reason, string Text);
