namespace PositionRecovery.Simulation.Fuzz;

/// <summary>The four ways: rows and journal records, without and with a key. They take turns.</summary>
internal static class FuzzCase
{
    internal const int Count = 4;

    internal static bool IsKeyed(int kind) => (kind & 1) != 0;

    internal static bool IsRecord(int kind) => (kind & 2) != 0;

    internal static string NameOf(int kind) =>
        (IsRecord(kind) ? "journal records" : "rows") + (IsKeyed(kind) ? " with a key" : " without a key");
}
