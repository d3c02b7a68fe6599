using System.Text.Json;

namespace PositionRecovery;

/// <summary>What venues said, as JSON. An answer must say what it covers and, where it has something to say, list its
/// reports even when there are none: a member forgotten must not pass for an absence proven.</summary>
internal static class JsonVenue
{
    internal static VenueSnapshot Snapshot(JsonCursor at) => at.Object(static o =>
    {
        long reports = 0;
        return VenueSnapshot.Of(o.RequiredList("answers", answer => Answer(answer, ref reports)));
    });

    /// <summary>Writes the members of a snapshot into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, VenueSnapshot snapshot) =>
        writer.PutWholeList("answers", snapshot.Answers, Write);

    private static VenueAnswer Answer(JsonCursor at, ref long total)
    {
        total += CountReports(at, total);
        return at.Object(static o =>
        {
            VenueQuery query = o.Required("query", JsonQueries.Query);
            CoverageStatus coverage = o.Required("coverage", Coverage);
            RefuseNeedless(o, coverage);
            return coverage switch
            {
                CoverageStatus.Complete => VenueAnswer.Complete(query, AsOf(o), Reports(o)),
                CoverageStatus.Partial => VenueAnswer.Partial(
                    query, o.Required("from", JsonScalar.Time), AsOf(o), Reports(o), Reason(o)),
                CoverageStatus.Failed => VenueAnswer.Failed(query, Reason(o)),
                _ => VenueAnswer.Unsupported(query),
            };
        });
    }

    private static void Write(Utf8JsonWriter writer, VenueAnswer answer)
    {
        Coverage coverage = answer.Coverage;
        writer.WriteStartObject();
        writer.PutObject("query", answer.Query, JsonQueries.Write);
        writer.PutWord("coverage", coverage.Status);
        if (coverage.Status == CoverageStatus.Partial)
        {
            writer.Put("from", coverage.From);
        }

        writer.Put("asOf", coverage.To);
        if (coverage.Status is CoverageStatus.Partial or CoverageStatus.Failed)
        {
            writer.Put("reason", coverage.Reason);
        }

        if (coverage.HasFacts)
        {
            writer.PutWholeList("reports", answer.Reports, JsonReports.Write);
        }

        writer.WriteEndObject();
    }

    private static CoverageStatus Coverage(JsonCursor at)
    {
        CoverageStatus status = JsonScalar.Word<CoverageStatus>(at);
        return status != CoverageStatus.Unknown ? status : throw at.Wrong("an answer must say what it covers.");
    }

    private static DateTimeOffset AsOf(JsonFields o) => o.Required("asOf", JsonScalar.Time);

    private static string Reason(JsonFields o) => o.Required("reason", JsonScalar.Text);

    private static IReadOnlyList<VenueReport> Reports(JsonFields o) => o.RequiredList("reports", JsonReports.Report);

    /// <summary>Reports in an answer that claims to have none are a contradiction, and facts must not be dropped.
    /// </summary>
    private static void RefuseNeedless(JsonFields o, CoverageStatus coverage)
    {
        if (coverage is CoverageStatus.Failed or CoverageStatus.Unsupported
            && o.TryGet("reports", out JsonCursor reports) && reports.Value.ValueKind == JsonValueKind.Array
            && reports.Value.GetArrayLength() > 0)
        {
            throw reports.Wrong($"an answer with coverage {EnumWords<CoverageStatus>.Of(coverage)} has no reports.");
        }
    }

    /// <summary>Counts before reading, so that a document that is too large costs no memory.</summary>
    private static int CountReports(JsonCursor answer, long before)
    {
        if (answer.Value.ValueKind != JsonValueKind.Object
            || !answer.Value.TryGetProperty("reports", out JsonElement reports)
            || reports.ValueKind != JsonValueKind.Array)
        {
            return 0;
        }

        int count = reports.GetArrayLength();
        return before + count <= JsonLimits.MaxElements
            ? count
            : throw answer.Wrong($"the answers have more than {JsonLimits.MaxElements} reports.");
    }
}
