using System.Text.Json;

namespace PositionRecovery;

/// <summary>Incident bundles as JSON.</summary>
internal static class JsonIncident
{
    internal static IncidentBundle Bundle(JsonCursor at) => at.Object(static o => new IncidentBundle
    {
        Now = o.Required("now", JsonScalar.Time),
        Plan = o.Nullable("plan", JsonIds.Plan),
        Notes = o.List("notes", JsonScalar.Text),
        Options = o.Required("options", JsonOptions.Options),
        Cached = o.Required("cached", JsonCached.Snapshot),
        Venue = o.Required("venue", JsonVenue.Snapshot),
    });

    /// <summary>Writes the members of a bundle into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, IncidentBundle bundle)
    {
        writer.Put("now", bundle.Now);
        writer.PutId("plan", bundle.Plan);
        writer.PutList("notes", bundle.Notes, static (w, note) => w.WriteStringValue(note));
        Put(writer, "options", bundle.Options, JsonOptions.WriteMembers);
        Put(writer, "cached", bundle.Cached, JsonCached.WriteMembers);
        Put(writer, "venue", bundle.Venue, JsonVenue.WriteMembers);
    }

    private static void Put<T>(Utf8JsonWriter writer, string name, T value, Action<Utf8JsonWriter, T> writeMembers)
    {
        writer.WriteStartObject(name);
        writeMembers(writer, value);
        writer.WriteEndObject();
    }
}
