namespace PositionRecovery.Redis.Tests;

/// <summary>A test that needs a real Redis.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisBinaries.WhySkipped;
}
