namespace PositionRecovery;

/// <summary>What all venues said. Immutable.</summary>
/// <param name="Snapshot">The answers: by account, then in the order in which they were asked for.</param>
/// <param name="Accounts">How each account's reading went, by account.</param>
internal sealed record VenuePicture(VenueSnapshot Snapshot, IReadOnlyList<AccountReading> Accounts);
