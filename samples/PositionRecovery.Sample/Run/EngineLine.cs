using System.Text.Json;
using System.Text.Json.Serialization;

namespace PositionRecovery.Sample;

/// <summary>What an engine tells of itself: one line of JSON.</summary>
internal sealed record EngineLine
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
    };

    public required EngineLineKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Of a step of a recovery.</summary>
    public RecoveryPhase? Phase { get; init; }

    /// <summary>How far the phase is, 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>How long the phase took; it is over.</summary>
    public double? Milliseconds { get; init; }

    public Severity? Severity { get; init; }

    /// <summary>Of the end of a recovery.</summary>
    public EngineReport? Report { get; init; }

    public static EngineLine Of(RecoveryEvent happened) => new()
    {
        Kind = EngineLineKind.Recovery,
        Text = happened.Message,
        Phase = happened.Phase,
        Progress = happened.Progress,
        Milliseconds = happened.Duration?.TotalMilliseconds,
        Severity = happened.Severity,
    };

    public static EngineLine Of(RecoveryReport report) => new()
    {
        Kind = EngineLineKind.Report, Text = report.Summary, Report = EngineReport.Of(report),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <returns>The line; <c>null</c> when it is none.</returns>
    public static EngineLine? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<EngineLine>(json, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
