using System.Collections.ObjectModel;

namespace PositionRecovery.Testing;

/// <summary>An account of a <see cref="SimulatedVenue"/> as it begins. Immutable.</summary>
public sealed record SimulatedAccount
{
    /// <summary>The account.</summary>
    public required AccountId Id { get; init; }

    /// <summary>How it keeps positions; netting by default.</summary>
    public PositionMode Mode { get; init; } = PositionMode.Netting;

    /// <summary>The venue's own name of the account; <c>null</c> for one made from <see cref="Id"/>.</summary>
    public string? Identity { get; init; }

    /// <summary>What it holds. A spot account trades what it holds; margin is not simulated, so derivatives trade with
    /// any balance.</summary>
    public IReadOnlyDictionary<AssetId, decimal> Balances { get; init; } =
        ReadOnlyDictionary<AssetId, decimal>.Empty;

    /// <summary>The leverage its positions are reported with; <c>null</c> for none.</summary>
    public decimal? Leverage { get; init; }
}
