using PositionRecovery;

namespace ApiExamples;

/// <summary>A venue of one's own, as its author would write it.</summary>
public sealed class InHouseReports(InHouseClient client) : IVenueReportProvider
{
    public VenueProfile Profile { get; } = new()
    {
        Venue = new("INHOUSE"), Accounts = [new("INHOUSE:prop")], SubmitGuarantee = SubmitGuarantee.QueryableById,
    };

    public async ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken ct) => query switch
    {
        PositionsQuery q => VenueAnswer.Complete(q, await client.NowAsync(ct), await client.PositionsAsync(ct)),
        OpenOrdersQuery q => VenueAnswer.Complete(q, await client.NowAsync(ct), await client.OrdersAsync(ct)),
        FillsQuery q => await FillsAsync(q, ct),
        _ => VenueAnswer.Unsupported(query),            // a later version's query is "unknown", never "nothing"
    };

    private async ValueTask<VenueAnswer> FillsAsync(FillsQuery q, CancellationToken ct)
    {
        (IReadOnlyList<VenueReport> fills, DateTimeOffset oldest) = await client.FillsAsync(q.From, ct);
        return oldest <= q.From
            ? VenueAnswer.Complete(q, await client.NowAsync(ct), fills)
            : VenueAnswer.Partial(q, oldest, await client.NowAsync(ct), fills, "retention is seven days");
    }
}
