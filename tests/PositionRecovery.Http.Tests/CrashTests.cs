using Xunit.Abstractions;

namespace PositionRecovery.Http.Tests;

/// <summary>Deaths at every point, with SQLite.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    public static TheoryData<string> Scenarios => Deaths.Scenarios;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Start_DiesAtEveryPointOverHttp_NextOnesEndRight(string scenario) =>
        output.WriteLine(await Deaths.DieAsync(scenario, stride: 1, redis: null));
}
