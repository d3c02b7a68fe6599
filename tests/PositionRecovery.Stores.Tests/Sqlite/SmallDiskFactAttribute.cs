namespace PositionRecovery.Stores.Tests;

/// <summary>A test that needs a <see cref="SmallDisk"/>; where there can be none it is reported as skipped.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Obstacle;
}
