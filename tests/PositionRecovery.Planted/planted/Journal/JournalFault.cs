namespace PositionRecovery;

/// <summary>What is wrong with a journal. Values may be added in minor versions.</summary>
public enum JournalFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A record is missing.</summary>
    Gap = 1,

    /// <summary>A record is there twice.</summary>
    Duplicate = 2,

    /// <summary>The records are not in order.</summary>
    OutOfOrder = 3,

    /// <summary>A record is not the one that was written: its hash is not that of its content at its place. Also when
    /// the journal is another trader's, or was written with a key that is not at hand.</summary>
    Edited = 4,

    /// <summary>A record was written without the key.</summary>
    NotKeyed = 5,

    /// <summary>The journal ends before the anchor: its end was lost or taken away.</summary>
    Truncated = 6,

    /// <summary>The journal agrees with itself, not with the anchor: it was written anew.</summary>
    AnchorMismatch = 7,

    /// <summary>The anchor is another trader's.</summary>
    WrongTrader = 8,

    /// <summary>A record has no proper sequence or hash.</summary>
    Malformed = 9,
}
