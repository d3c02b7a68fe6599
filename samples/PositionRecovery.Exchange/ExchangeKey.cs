namespace PositionRecovery.Exchange;

/// <summary>A pair of key and secret that an <see cref="ExchangeServer"/> knows. For tests: the secret is no secret.
/// </summary>
public sealed record ExchangeKey
{
    /// <summary>The API key, as sent in <c>X-MBX-APIKEY</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What requests are signed with.</summary>
    public required string Secret { get; init; }

    /// <summary>The account at the futures venue; <c>null</c> for its first.</summary>
    public AccountId? FuturesAccount { get; init; }

    /// <summary>The account at the spot venue; <c>null</c> for its first.</summary>
    public AccountId? SpotAccount { get; init; }

    /// <summary>Whether it may place and cancel orders; on by default.</summary>
    public bool CanTrade { get; init; } = true;

    /// <summary>Whether it may withdraw. Nothing can be withdrawn here; it is what apiRestrictions says.</summary>
    public bool CanWithdraw { get; init; }

    /// <summary>Whether it is bound to addresses, as apiRestrictions says; on by default.</summary>
    public bool IsIpRestricted { get; init; } = true;

    /// <summary>The key without its secret.</summary>
    public override string ToString() => Key;
}
