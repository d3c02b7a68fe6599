using System.Globalization;

namespace PositionRecovery;

/// <summary>A query in one line of text.</summary>
internal static class QueryText
{
    internal static string Of(VenueQuery query)
    {
        string scope = $"{query.Account} {query.Kind} {query.Instrument?.Value ?? "*"}";
        return query switch
        {
            OrderQuery q => $"{scope} client {q.ClientOrder?.Value} venue {q.VenueOrder?.Value} {q.Class}",
            OpenOrdersQuery q => $"{scope} {q.Class}",
            OrderHistoryQuery q => $"{scope} {Time(q.From)} {q.Class}",
            FillsQuery q => $"{scope} {Time(q.From)}",
            CashFlowsQuery q => $"{scope} {Time(q.From)}",
            _ => scope,
        };
    }

    private static string Time(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
