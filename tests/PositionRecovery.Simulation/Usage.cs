namespace PositionRecovery.Simulation;

/// <summary>What the runner can do.</summary>
internal static class Usage
{
    internal static int Show(string[] args)
    {
        Console.Error.WriteLine($"Unknown arguments: {string.Join(' ', args)}");
        return 2;
    }
}
