using PositionRecovery;
using PositionRecovery.Sqlite;

// Not below PositionRecovery, so that the example needs the same using directives as anybody's program.
namespace ReadmeExamples;

/// <summary>The README shows how an engine records its state; this compiles and runs it, word for word.</summary>
public sealed class StateExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("readme").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task StateExample_InTheReadme_RunsAsShown()
    {
        var sent = new List<OrderIntent>();
        await RecordAsync(Path.Combine(_folder, "desk-7.db"), order =>
        {
            sent.Add(order);
            return Task.CompletedTask;
        });

        Assert.Single(sent);
        string readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"));
        string source = await File.ReadAllTextAsync(Path.Combine(
            Root(), "tests/PositionRecovery.Tests/Readme/StateExampleTests.cs"));
        Assert.Contains(Outdented(Between(source, "        // <state>\n", "        // </state>")), readme);
    }

    private static async Task RecordAsync(string path, Func<OrderIntent, Task> send)
    {
        OrderIntent order = new()
        {
            Id = new("trend-1"), Strategy = new("trend"), Account = new("BINANCE-USDM:main"),
            Instrument = new("BINANCE-USDM:BTCUSDT"), Side = OrderSide.Buy, Type = OrderType.Market, Quantity = 0.3m,
        };

        // <state>
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = path });
        await using var state = new StateManager(new StateSetup { Trader = new("desk-7"), Store = store });
        using IDisposable signals = state.CloseOnSignals();      // SIGINT and SIGTERM end the session in order
        StateReport report = await state.OpenAsync();            // owned, loaded; report.Crashed says who died before

        IntentResult permit = await state.IntendAsync(order);    // durable before the first byte leaves
        if (permit.IsGranted)
        {
            await send(order);                                   // before permit.SendBefore
            await state.RecordAsync(new OrderSubmittedEvent { Order = order.Id, At = DateTimeOffset.UtcNow });
        }

        CachedSnapshot cached = state.Snapshot();                // what Reconciler.Reconcile compares
        await state.CloseAsync();                                // last commit: session stopped, trader given back
        // </state>
        Assert.Single(cached.Orders);
        Assert.Empty(report.Crashed);
    }

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Outdented(string code) => string.Join(
        '\n', code.Split('\n').Select(static l => l.StartsWith("        ", StringComparison.Ordinal) ? l[8..] : l)).TrimEnd();

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "PositionRecovery.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }
}
