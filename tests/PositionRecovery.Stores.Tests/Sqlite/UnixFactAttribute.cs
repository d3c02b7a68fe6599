namespace PositionRecovery.Stores.Tests;

/// <summary>A test of what only Unix has; elsewhere it is reported as skipped.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Needs Unix file modes and links.";
        }
    }
}
