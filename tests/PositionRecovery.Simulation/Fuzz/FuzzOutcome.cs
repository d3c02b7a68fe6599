namespace PositionRecovery.Simulation.Fuzz;

/// <summary>What became of a mutant.</summary>
internal enum FuzzOutcome
{
    /// <summary>The damage undid itself: it is the original, and was taken.</summary>
    Unchanged,

    /// <summary>Refused by the hash chain, before it was read.</summary>
    RefusedByChain,

    /// <summary>Refused as damaged.</summary>
    RefusedAsCorrupt,

    /// <summary>Refused as of a newer version.</summary>
    RefusedAsNewer,

    /// <summary>Refused as too long.</summary>
    RefusedAsOversized,

    /// <summary>Refused because its check is not of the key.</summary>
    RefusedAsNotAuthenticated,

    /// <summary>Refused because its check needs a key.</summary>
    RefusedAsNeedsKey,

    /// <summary>Taken, without a key, and written back as the same bytes: somebody made a valid record.</summary>
    TakenAndWrittenBack,

    /// <summary>Taken although it is not what was written: must never be.</summary>
    SilentlyTaken,

    /// <summary>An exception came out of the codec: must never be.</summary>
    Threw,
}
