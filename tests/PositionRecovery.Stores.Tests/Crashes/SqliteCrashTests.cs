using System.Globalization;
using PositionRecovery.CrashWriter;
using PositionRecovery.Sqlite;
using Xunit.Abstractions;

namespace PositionRecovery.Stores.Tests;

/// <summary>Real processes on one file, killed and frozen. KILLS sets how many are killed, KILL_SEED when.</summary>
public sealed class SqliteCrashTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TraderId Trader = new("desk-7");

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("desk.db");

    [Fact]
    public async Task Writer_KilledAtAnyMoment_LosesNothingAcknowledged()
    {
        int kills = Setting("KILLS", 25);
        int seed = Setting("KILL_SEED", 20260301);
        output.WriteLine($"KILLS={kills} KILL_SEED={seed}");
        var random = new Random(seed);
        var check = new CrashCheck(Connect, Trader);
        await MakeAsync();
        int early = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            await using WriterProcess writer = Start($"writer {kill}", takesOver: true);
            // Every fourth while it opens, the others between or within commits.
            bool isEarly = random.Next(4) == 0;
            early += isEarly ? 1 : 0;
            Assert.True(
                isEarly ? await writer.ReadUntilAsync("ready") : await writer.ReadUntilAsync("ack", random.Next(1, 80)),
                string.Join('\n', writer.Lines));
            await PauseAsync(random.Next(isEarly ? 60_000 : 1_500));
            await writer.KillAsync();
            await check.HoldsAsync(writer);
        }

        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Path });
        Assert.Empty(await store.CheckIntegrityAsync());
        output.WriteLine(
            $"{kills} kills ({early} while opening), {check.Sequence} records, 0 lost, "
            + $"{check.Unacknowledged} commits landed without being acknowledged");
    }

    [Fact]
    public async Task Writers_StartedAtOnce_OneGetsTheTrader()
    {
        await MakeAsync();
        WriterProcess[] writers = [.. Enumerable.Range(0, 3).Select(n => Start($"writer {n}", commits: 20))];
        try
        {
            int[] ends = await Task.WhenAll(writers.Select(writer => writer.EndAsync()));
            Assert.Equal([WriterExit.Done, WriterExit.Refused, WriterExit.Refused], ends.Order());
        }
        finally
        {
            await DisposeAsync(writers);
        }
    }

    [Fact]
    public async Task Writer_TakenOver_IsFencedAndWritesNoMore()
    {
        await MakeAsync();
        await using WriterProcess first = Start("first");
        Assert.True(await first.ReadUntilAsync("ack", 20));
        await using WriterProcess refused = Start("second");
        Assert.Equal(WriterExit.Refused, await refused.EndAsync());
        await using WriterProcess second = Start("second", takesOver: true, commits: 50);
        Assert.Equal(WriterExit.Fenced, await first.EndAsync());
        Assert.Equal(WriterExit.Done, await second.EndAsync());
        await IsWrittenInTurnAsync(first, second);
    }

    [UnixFact]
    public async Task Writer_FrozenAndTakenOver_IsFencedWhenItWakes()
    {
        await MakeAsync();
        await using WriterProcess first = Start("first");
        Assert.True(await first.ReadUntilAsync("ack", 20));
        for (int attempt = 0; attempt < 20; attempt++)
        {
            first.Freeze();
            await using WriterProcess second = Start("second", takesOver: true, commits: 50);
            int end = await second.EndAsync();
            first.Thaw();
            if (end == WriterExit.Failed)
            {
                // It froze within a commit and kept the file locked: nobody could take over.
                Assert.StartsWith("error transient", second.Lines[^1], StringComparison.Ordinal);
                Assert.True(await first.ReadUntilAsync("ack", 5));
                continue;
            }

            Assert.Equal(WriterExit.Done, end);
            Assert.Equal(WriterExit.Fenced, await first.EndAsync());
            await IsWrittenInTurnAsync(first, second);
            return;
        }

        Assert.Fail("It froze within a commit 20 times in a row.");
    }

    [UnixFact]
    public async Task Writer_FrozenBeyondItsLease_IsFencedWhenItWakes()
    {
        await MakeAsync();
        await using WriterProcess writer = WriterProcess.Start(
            Arguments("first") with { LeaseTime = TimeSpan.FromSeconds(2) });
        Assert.True(await writer.ReadUntilAsync("ack", 20));
        writer.Freeze();
        await Task.Delay(TimeSpan.FromMilliseconds(2_100));
        writer.Thaw();
        Assert.Equal(WriterExit.Fenced, await writer.EndAsync());
    }

    public void Dispose() => _directory.Dispose();

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    // Finer than a timer: the moment within a commit is what matters.
    private static Task PauseAsync(int microseconds)
    {
        SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(microseconds));
        return Task.CompletedTask;
    }

    private static async Task DisposeAsync(IEnumerable<WriterProcess> writers)
    {
        foreach (WriterProcess writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    private WriterArguments Arguments(string owner) =>
        new() { Store = $"sqlite:{Path}", Trader = Trader, Owner = owner };

    private WriterProcess Start(string owner, bool takesOver = false, int commits = int.MaxValue) =>
        WriterProcess.Start(Arguments(owner) with { TakesOver = takesOver, Commits = commits });

    private SqlitePositionStore Connect() => new(new SqliteStoreOptions { Path = Path, MustExist = true });

    // A database with nothing of the trader in it, so that looking finds one.
    private async Task MakeAsync()
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Path });
        await store.OpenAsync(
            new OpenRequest { Trader = new("maker"), Owner = "maker", LeaseTime = TimeSpan.FromSeconds(1) },
            CancellationToken.None);
    }

    private async Task IsWrittenInTurnAsync(WriterProcess first, WriterProcess second)
    {
        await using SqlitePositionStore store = Connect();
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
