namespace PositionRecovery.Sample;

/// <summary>What was found of a trader.</summary>
internal sealed record Inspection(StoredTrader Trader, StoredPicture Picture)
{
    /// <summary>Entries of the journal; <c>null</c> when not asked for.</summary>
    public IReadOnlyList<JournalEntry>? Journal { get; init; }

    /// <summary>Changes of positions; <c>null</c> when not asked for.</summary>
    public IReadOnlyList<PositionChange>? History { get; init; }

    /// <summary>Why the journal could be read only so far.</summary>
    public string? Break { get; init; }

    public IReadOnlyList<string> Warnings => Break is null ? Picture.Warnings : [.. Picture.Warnings, Break];

    public bool IsDamaged => Break is not null || Picture.Quarantined.Count > 0;
}
