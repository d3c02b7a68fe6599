namespace PositionRecovery;

/// <summary>Who caused an entry of the journal. Values may be added in minor versions.</summary>
public enum JournalActor
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The trading engine reported it.</summary>
    Engine = 1,

    /// <summary>A reconciliation with the venue concluded it.</summary>
    Reconciliation = 2,

    /// <summary>This library, keeping house: sessions, purges.</summary>
    Library = 3,

    /// <summary>A person.</summary>
    Operator = 4,
}
