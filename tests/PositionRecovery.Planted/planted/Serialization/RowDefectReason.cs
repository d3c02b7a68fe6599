namespace PositionRecovery;

/// <summary>Why a row or a journal record cannot be taken at its word.</summary>
internal enum RowDefectReason
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Its bytes are damaged, or are nothing that this library wrote.</summary>
    Corrupt = 1,

    /// <summary>It is larger than anything this library writes.</summary>
    Oversized = 2,

    /// <summary>It is whole, and says something that this version does not understand.</summary>
    Newer = 3,

    /// <summary>It was not written with the key at hand: damaged, forged, or written with another key or none.
    /// </summary>
    NotAuthenticated = 4,

    /// <summary>It was written with a key, and none is at hand.</summary>
    NeedsKey = 5,
}
