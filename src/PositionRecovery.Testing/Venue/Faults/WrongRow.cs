namespace PositionRecovery.Testing;

/// <summary>Rows that cannot be true, as a broken endpoint sends them. What the types refuse cannot be sent.</summary>
internal static class WrongRow
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(3_650);

    internal static VenueReport Of(VenueReport row) => row switch
    {
        PositionReport r => r with
        {
            Quantity = -r.Quantity,
            AveragePrice = -1m,
            MarkPrice = -1m,
            UpdatedAt = r.UpdatedAt + Ahead,
        },
        OrderReport r => r with
        {
            Status = OrderStatus.Unknown,
            RawStatus = "NO_SUCH_STATUS",
            Type = OrderType.Unknown,
            Filled = (r.Quantity ?? 0m) + 1m,
            AveragePrice = -1m,
            UpdatedAt = r.UpdatedAt + Ahead,
        },
        FillReport r => r with { Price = -1m, PositionSide = Other(r.PositionSide), At = r.At + Ahead },
        BalanceReport r => r with { Total = -1m, Available = r.Total + 1m },
        MarkReport r => r with { Mark = -1m, Bid = 2m, Ask = 1m },
        AccountReport r => r with { Identity = "no-such-account", Mode = PositionMode.Unknown },
        _ => row,
    };

    private static PositionSide Other(PositionSide side) => side switch
    {
        PositionSide.Long => PositionSide.Short,
        PositionSide.Short => PositionSide.Long,
        _ => PositionSide.Long,
    };
}
