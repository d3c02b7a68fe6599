namespace PositionRecovery.Sqlite;

/// <summary>Kinds by name, as operators read them in the table.</summary>
internal static class RowKinds
{
    private static readonly Dictionary<string, RowKind> ByName =
        Enum.GetValues<RowKind>().Where(kind => kind != RowKind.Unknown)
            .ToDictionary(kind => kind.ToString(), StringComparer.Ordinal);

    private static readonly Dictionary<RowKind, string> Names =
        ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    internal static string NameOf(RowKind kind) => Names[kind];

    internal static RowKind Parse(string name, string path) =>
        ByName.TryGetValue(name, out RowKind kind)
            ? kind
            : throw new StoreException($"The database '{path}' has rows of the kind '{name}', which this version of "
                + "the library does not know: use the newer version that wrote them.");
}
