namespace PositionRecovery;

/// <summary>Names one position of an account as the venue sees it. <c>default</c> is empty and rejected on
/// use.</summary>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side"><see cref="PositionSide.Net"/> in netting mode, the leg in hedging mode.</param>
public readonly record struct BookKey(AccountId Account, InstrumentId Instrument, PositionSide Side);
