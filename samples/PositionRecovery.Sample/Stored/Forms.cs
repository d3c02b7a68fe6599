namespace PositionRecovery.Sample;

/// <summary>How state is shown.</summary>
internal static class Forms
{
    public const string Table = "table";

    public const string Json = "json";

    public const string Tree = "tree";
}
