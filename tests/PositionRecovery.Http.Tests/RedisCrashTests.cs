using PositionRecovery.Redis.Tests;
using Xunit.Abstractions;

namespace PositionRecovery.Http.Tests;

/// <summary>Deaths with a real Redis, whose commits wait for the disk: around each order, and at every so many of the
/// other points.</summary>
public sealed class RedisCrashTests(StandaloneFixture redis, ITestOutputHelper output)
    : IClassFixture<StandaloneFixture>
{
    public static TheoryData<string> Scenarios => Deaths.Scenarios;

    [RedisTheory]
    [MemberData(nameof(Scenarios))]
    public async Task Start_DiesOverHttp_NextOnesEndRight(string scenario) =>
        output.WriteLine(await Deaths.DieAsync(scenario, stride: 6, await redis.ServerAsync()));
}
