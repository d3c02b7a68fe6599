namespace PositionRecovery.Binance;

/// <summary>Reads one row.</summary>
/// <returns>What it says; <c>null</c> when it is of no interest, or the row has a fault.</returns>
internal delegate T? RowReader<T>(ref RowCursor row, Naming names)
    where T : class;
