using System.Text.Json;

namespace PositionRecovery;

/// <summary>What is stored for strategies, as JSON.</summary>
internal static class JsonStates
{
    internal static StrategySnapshot State(JsonCursor at) => at.Object(static o => new StrategySnapshot
    {
        Version = o.Required("version", JsonScalar.Int),
        AsOf = o.Required("asOf", JsonScalar.Time),
        Bytes = o.Required("bytes", JsonScalar.Bytes),
    });

    internal static void Write(Utf8JsonWriter writer, StrategySnapshot state)
    {
        writer.WriteStartObject();
        writer.Put("version", state.Version);
        writer.Put("asOf", state.AsOf);
        writer.WriteBase64String("bytes", state.Bytes.Span);
        writer.WriteEndObject();
    }

    internal static StoredStrategyState Stored(JsonCursor at) => at.Object(static o => new StoredStrategyState
    {
        Strategy = o.Required("strategy", JsonIds.Strategy),
        Part = o.Required("part", JsonScalar.Word<StrategyStatePart>),
        States = o.List("states", State),
    });

    internal static void Write(Utf8JsonWriter writer, StoredStrategyState stored)
    {
        writer.WriteStartObject();
        writer.PutId("strategy", stored.Strategy);
        writer.PutWord("part", stored.Part);
        writer.PutList("states", stored.States, Write);
        writer.WriteEndObject();
    }
}
