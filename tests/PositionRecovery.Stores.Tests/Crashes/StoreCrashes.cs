using System.Globalization;
using PositionRecovery.CrashWriter;
using Xunit.Abstractions;

namespace PositionRecovery.Stores.Tests;

/// <summary>Writers in processes of their own that are killed and frozen, for any store. KILLS sets how many are killed,
/// KILL_SEED when.</summary>
/// <param name="address">The store, as writers are told.</param>
/// <param name="connect">A handle to the same store. Looking has to find it, with nothing of the trader in it.</param>
/// <param name="output">Where what happened is told.</param>
internal sealed class StoreCrashes(string address, Func<IPositionStore> connect, ITestOutputHelper output)
{
    /// <summary>After so many a new trader begins, so that looking at all of its journal after each kill stays quick.
    /// </summary>
    private const int KillsOfATrader = 100;

    private static readonly TraderId Trader = new("desk-7");

    /// <summary>Kills writers at seeded moments, and looks after each what is left.</summary>
    public async Task KillAsync()
    {
        int kills = Setting("KILLS", 25);
        int seed = Setting("KILL_SEED", 20260301);
        output.WriteLine($"KILLS={kills} KILL_SEED={seed}");
        var random = new Random(seed);
        var checks = new List<CrashCheck>();
        int early = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            TraderId trader = new($"desk-{kill / KillsOfATrader}");
            if (kill % KillsOfATrader == 0)
            {
                checks.Add(new CrashCheck(connect, trader));
            }

            await using WriterProcess writer = WriterProcess.Start(
                Arguments($"writer {kill}") with { Trader = trader, TakesOver = true });
            // Every fourth while it opens, the others between or within commits.
            bool isEarly = random.Next(4) == 0;
            early += isEarly ? 1 : 0;
            Assert.True(
                isEarly ? await writer.ReadUntilAsync("ready") : await writer.ReadUntilAsync("ack", random.Next(1, 80)),
                string.Join('\n', writer.Lines));
            // Finer than a timer: the moment within a commit is what matters.
            SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(random.Next(isEarly ? 60_000 : 1_500)));
            await writer.KillAsync();
            await checks[^1].HoldsAsync(writer);
        }

        output.WriteLine(
            $"{kills} kills ({early} while opening), {checks.Sum(static c => c.Sequence)} records, 0 lost, "
            + $"{checks.Sum(static c => c.Unacknowledged)} commits landed without being acknowledged");
    }

    /// <summary>Starts several at once: one gets the trader.</summary>
    public async Task RaceAsync()
    {
        WriterProcess[] writers = [.. Enumerable.Range(0, 3).Select(n => Start($"writer {n}", commits: 20))];
        try
        {
            int[] ends = await Task.WhenAll(writers.Select(writer => writer.EndAsync()));
            Assert.Equal([WriterExit.Done, WriterExit.Refused, WriterExit.Refused], ends.Order());
        }
        finally
        {
            foreach (WriterProcess writer in writers)
            {
                await writer.DisposeAsync();
            }
        }
    }

    /// <summary>Takes a trader from a writer that goes on.</summary>
    public async Task TakeOverAsync()
    {
        await using WriterProcess first = Start("first");
        Assert.True(await first.ReadUntilAsync("ack", 20));
        await using WriterProcess refused = Start("second");
        Assert.Equal(WriterExit.Refused, await refused.EndAsync());
        await using WriterProcess second = Start("second", takesOver: true, commits: 50);
        Assert.Equal(WriterExit.Fenced, await first.EndAsync());
        Assert.Equal(WriterExit.Done, await second.EndAsync());
        await IsWrittenInTurnAsync(first, second);
    }

    /// <summary>Takes a trader from a writer that is frozen, and lets it wake.</summary>
    public async Task FreezeAndTakeOverAsync()
    {
        await using WriterProcess first = WriterProcess.Start(Arguments("first") with
        {
            Pause = TimeSpan.FromMilliseconds(20),
        });
        Assert.True(await first.ReadUntilAsync("ack", 5));
        for (int attempt = 0; attempt < 30; attempt++)
        {
            first.Freeze();
            await using WriterProcess second = Start("second", takesOver: true, commits: 50);
            int end = await second.EndAsync();
            first.Thaw();
            if (end == WriterExit.Failed)
            {
                // It froze within a commit and kept the store locked: nobody could take over.
                Assert.StartsWith("error transient", second.Lines[^1], StringComparison.Ordinal);
                Assert.True(await first.ReadUntilAsync("ack", 5));
                continue;
            }

            Assert.Equal(WriterExit.Done, end);
            Assert.Equal(WriterExit.Fenced, await first.EndAsync());
            await IsWrittenInTurnAsync(first, second);
            return;
        }

        Assert.Fail("It froze within a commit every time.");
    }

    /// <summary>Freezes a writer for longer than its lease; nobody takes over.</summary>
    public async Task FreezeBeyondTheLeaseAsync()
    {
        foreach (TimeSpan lease in (TimeSpan[])[TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)])
        {
            await using WriterProcess writer = WriterProcess.Start(
                Arguments("first") with { LeaseTime = lease, TakesOver = true });
            if (!await writer.ReadUntilAsync("ack", 20))
            {
                continue;   // the machine was so busy that the lease ran out by itself
            }

            writer.Freeze();
            await Task.Delay(lease + TimeSpan.FromMilliseconds(100));
            writer.Thaw();
            Assert.Equal(WriterExit.Fenced, await writer.EndAsync());
            return;
        }

        Assert.Fail("The machine is too slow for a lease of 15 seconds.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    private WriterArguments Arguments(string owner) => new() { Store = address, Trader = Trader, Owner = owner };

    private WriterProcess Start(string owner, bool takesOver = false, int commits = int.MaxValue) =>
        WriterProcess.Start(Arguments(owner) with { TakesOver = takesOver, Commits = commits });

    private async Task IsWrittenInTurnAsync(WriterProcess first, WriterProcess second)
    {
        await using IPositionStore store = connect();
        StoredState state = await store.LoadAsync(Trader, CancellationToken.None);
        Assert.Null(WriterBatch.FindFault(state));
        Assert.Equal(second.Acknowledged, state.Sequence);
        Assert.True(first.Acknowledged < second.Acknowledged);
        var owners = new List<string>();
        await foreach (JournalRecord record in store.ReadJournalAsync(Trader, JournalRange.All, default))
        {
            owners.Add(WriterBatch.OwnerOf(record));
        }

        int turn = owners.IndexOf("second");
        Assert.True(turn >= first.Acknowledged);
        Assert.DoesNotContain("first", owners.Skip(turn));
    }
}
