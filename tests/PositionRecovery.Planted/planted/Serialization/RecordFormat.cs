namespace PositionRecovery;

/// <summary>How rows and journal entries are written. Both are read, whatever is written: the format can be changed at
/// any time.</summary>
public enum RecordFormat
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>MessagePack: small and fast.</summary>
    MessagePack = 1,

    /// <summary>JSON: about three times the size, readable without tools.</summary>
    Json = 2,
}
