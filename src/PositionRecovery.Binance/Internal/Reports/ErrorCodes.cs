namespace PositionRecovery.Binance;

/// <summary>The venue's error codes that change how one reads on.</summary>
internal static class ErrorCodes
{
    /// <summary>A parameter is missing.</summary>
    internal const int MissingParameter = -1102;

    /// <summary>There is no such symbol.</summary>
    internal const int UnknownSymbol = -1121;

    /// <summary>There is no such order, or not any more.</summary>
    internal const int UnknownOrder = -2013;

    /// <summary>Spot: the order ended without an execution so long ago that it is not shown any more. On futures the
    /// same number means something else.</summary>
    internal const int ArchivedOrder = -2026;
}
