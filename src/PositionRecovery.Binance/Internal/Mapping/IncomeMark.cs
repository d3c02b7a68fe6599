namespace PositionRecovery.Binance;

/// <summary>That something was booked.</summary>
/// <param name="Instrument">For which instrument; <c>null</c> for none.</param>
/// <param name="At">When.</param>
internal sealed record IncomeMark(InstrumentId? Instrument, DateTimeOffset At);
