namespace PositionRecovery;

/// <summary>Why an instrument is read; what has more reason is read first.</summary>
internal enum Activity
{
    /// <summary>A position is open in it, or an order works.</summary>
    Open = 0,

    /// <summary>Something happened in it.</summary>
    Recent = 1,

    /// <summary>A strategy claims it, or the host named it.</summary>
    Expected = 2,
}
