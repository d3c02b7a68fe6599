namespace PositionRecovery.Testing;

/// <summary>A call of a store. Values may be added in minor versions.</summary>
public enum StoreCall
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary><see cref="IPositionStore.OpenAsync"/>.</summary>
    Open = 1,

    /// <summary><see cref="IPositionStore.LoadAsync"/>.</summary>
    Load = 2,

    /// <summary><see cref="IPositionStore.CommitAsync"/>.</summary>
    Commit = 3,

    /// <summary><see cref="IPositionStore.ReadJournalAsync"/>, from the first record to the last.</summary>
    ReadJournal = 4,

    /// <summary><see cref="IPositionStore.CheckHealthAsync"/>.</summary>
    CheckHealth = 5,
}
