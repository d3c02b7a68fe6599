namespace PositionRecovery.Redis.Tests;

/// <summary>Tests that need a real Redis.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisTheoryAttribute : TheoryAttribute
{
    public RedisTheoryAttribute() => Skip = RedisBinaries.WhySkipped;
}
