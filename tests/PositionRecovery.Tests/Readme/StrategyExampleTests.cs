using PositionRecovery;

namespace ReadmeExamples;

/// <summary>The README shows a strategy; this is the one that is compiled, word for word.</summary>
public sealed class StrategyExampleTests
{
    [Fact]
    public async Task StrategyExample_InTheReadme_IsWhatIsCompiled()
    {
        string root = Root();
        string readme = await File.ReadAllTextAsync(Path.Combine(root, "README.md"));
        string source = await File.ReadAllTextAsync(
            Path.Combine(root, "tests/PositionRecovery.Tests/Readme/StrategyExample.cs"));
        string code = source[(source.IndexOf("// <strategy>\n", StringComparison.Ordinal) + 14)..];
        Assert.Contains(code[..code.IndexOf("// </strategy>", StringComparison.Ordinal)], readme);
    }

    [Fact]
    public void StrategyExample_LongPosition_StopsBelowAndTakesProfitAbove()
    {
        IRecoverableStrategy strategy = new Breakout();
        var key = new PositionKey(new("breakout"), new("SIM:main"), new("SIM:BTCUSDT"), PositionSide.Net);
        ExitPlan plan = strategy.PlanExits(new ExitContext
        {
            Position = new PositionSnapshot { Key = key, Quantity = 2m, AveragePrice = 100m },
            Instrument = new InstrumentDefinition
            {
                Id = key.Instrument, PriceIncrement = 0.1m, QuantityIncrement = 0.1m, QuoteAsset = new("USDT"),
            },
        });
        Assert.Equal([97m, 106m], plan.Legs.Select(static l => l.TriggerPrice!.Value));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PositionRecovery.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
