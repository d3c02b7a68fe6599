namespace PositionRecovery;

internal static class Planted
{
    internal static readonly string[] Names =
    [
        "lease-by-wall-clock",
    ];

    internal static readonly int Bug = Read();

    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Check() => _ = Bug;

    private static int Read()
    {
        if (System.Environment.GetEnvironmentVariable("PLANTED_BUG") is not { Length: > 0 } name)
        {
            return 0;
        }

        int at = System.Array.IndexOf(Names, name);
        return at >= 0 ? at + 1 : throw new System.ArgumentException(
            $"PLANTED_BUG is '{name}'; planted are: {string.Join(", ", Names)}.");
    }
}
