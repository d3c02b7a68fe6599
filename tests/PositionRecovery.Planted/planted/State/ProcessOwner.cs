namespace PositionRecovery;

/// <summary>How this process signs as an owner: an operator finds it by it, and no other process has the same name.
/// </summary>
internal static class ProcessOwner
{
    internal static string Name { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";
}
