using System.Text.Json;

namespace PositionRecovery;

/// <summary>All that is known of a trader, and what happened to it, as JSON.</summary>
internal static class JsonTrader
{
    internal static TraderState State(JsonCursor at) => at.Object(o => new TraderState
    {
        Snapshot = JsonCached.Snapshot(at),
        Lives = o.List("lives", JsonLives.Life),
        Sessions = o.List("sessions", JsonLives.Session),
        HeldEvents = o.List("heldEvents", JsonEvents.Event),
        StrategyStates = o.List("strategyStates", JsonStates.Stored),
    });

    internal static void WriteMembers(Utf8JsonWriter writer, TraderState state)
    {
        JsonCached.WriteMembers(writer, state.Snapshot);
        writer.PutList("lives", state.Lives, JsonLives.Write);
        writer.PutList("sessions", state.Sessions, JsonLives.Write);
        writer.PutList("heldEvents", state.HeldEvents, JsonEvents.Write);
        writer.PutList("strategyStates", state.StrategyStates, JsonStates.Write);
    }

    internal static void WriteMembers(Utf8JsonWriter writer, IReadOnlyCollection<JournalEntry> entries) =>
        writer.PutWholeList("entries", entries, Write);

    internal static void WriteMembers(Utf8JsonWriter writer, IReadOnlyCollection<PositionChange> changes) =>
        writer.PutWholeList("changes", changes, Write);

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.Put("sequence", entry.Sequence);
        writer.Put("unit", entry.Unit);
        writer.Put("epoch", entry.Epoch);
        writer.Put("at", entry.At);
        writer.PutWord("actor", entry.Actor);
        writer.PutObject("event", entry.Event, JsonEvents.Write);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PositionChange change)
    {
        writer.WriteStartObject();
        writer.Put("sequence", change.Sequence);
        writer.Put("at", change.At);
        writer.PutWord("kind", change.Kind);
        writer.PutWord("actor", change.Actor);
        writer.Put("cause", change.Cause);
        writer.PutObject("before", change.Before, JsonBooks.Write);
        writer.PutObject("after", change.After, JsonBooks.Write);
        writer.WriteEndObject();
    }
}
