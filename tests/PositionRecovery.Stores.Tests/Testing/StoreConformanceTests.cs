using PositionRecovery.Testing;

namespace PositionRecovery.Stores.Tests;

public sealed class StoreConformanceTests
{
    // Each flaw with a case that has to find it.
    private static readonly (Flaw Flaw, string Case)[] Detection =
    [
        (Flaw.EpochNotChecked, "lease.fences-other-epochs"),
        (Flaw.OwnerNotChecked, "lease.fences-other-owners"),
        (Flaw.ExpiryNotChecked, "lease.fences-after-expiry"),
        (Flaw.ReleaseIgnored, "lease.fences-after-release"),
        (Flaw.ReleaseWithoutItsRows, "lease.release-lands-with-its-commit"),
        (Flaw.ReleaseThoughRefused, "lease.release-is-refused-with-its-commit"),
        (Flaw.ConflictBeforeFenced, "lease.fencing-comes-first"),
        (Flaw.OwnerGetsASecondLease, "open.refuses-the-owner-too"),
        (Flaw.TakesOverUnasked, "open.refuses-while-lease-lasts"),
        (Flaw.TakeOverKeepsTheEpoch, "open.takes-over-when-asked"),
        (Flaw.EpochsStartAgainAfterRelease, "lease.release-opens-at-once"),
        (Flaw.RefusedOpenCountsTheEpoch, "open.refuses-while-lease-lasts"),
        (Flaw.OpenIsNotAtomic, "open.racing-openers"),
        (Flaw.OpenForgetsTheRows, "open.keeps-state"),
        (Flaw.CommitDoesNotRenew, "lease.commit-renews"),
        (Flaw.EmptyCommitDoesNotRenew, "lease.empty-commit-renews"),
        (Flaw.ConflictRenews, "lease.conflict-does-not-renew"),
        (Flaw.LoadRenews, "lease.reading-does-not-renew"),
        (Flaw.ExpiresByTheWall, "lease.expires-by-store-clock"),
        (Flaw.ExpiresLate, "lease.expires-by-store-clock"),
        (Flaw.ExpiresEarly, "lease.expires-by-store-clock"),
        (Flaw.SequenceNotChecked, "commit.conflict-writes-nothing"),
        (Flaw.LowerSequenceOnlyChecked, "commit.conflict-writes-nothing"),
        (Flaw.ConflictWritesRows, "commit.conflict-writes-nothing"),
        (Flaw.EmptyCommitNotChecked, "commit.empty-checks-the-sequence"),
        (Flaw.CommitNotValidated, "commit.refuses-gaps"),
        (Flaw.CommitNotValidated, "commit.refuses-a-row-twice"),
        (Flaw.CommitIsNotAtomic, "commit.racing-commits"),
        (Flaw.KeepsBuffers, "commit.keeps-no-buffers"),
        (Flaw.DeletionIgnored, "rows.are-deleted"),
        (Flaw.DeletionOfNothingFails, "rows.deleting-nothing"),
        (Flaw.KindsShared, "rows.kinds-are-separate"),
        (Flaw.KeysIgnoreCase, "rows.odd-keys"),
        (Flaw.KeysTrimmed, "rows.odd-keys"),
        (Flaw.KeysNormalised, "rows.odd-keys"),
        (Flaw.KeysCut, "rows.long-keys"),
        (Flaw.TradersIgnoreCase, "rows.traders-are-separate"),
        (Flaw.PayloadsAreText, "rows.binary-payloads"),
        (Flaw.EmptyPayloadDeletes, "rows.empty-payloads"),
        (Flaw.LargePayloadCut, "rows.large-payloads"),
        (Flaw.ContentKept, "rows.content-is-not-stored"),
        (Flaw.JournalRangeOpen, "journal.reads-ranges"),
        (Flaw.JournalLosesAPage, "journal.reads-pages"),
        (Flaw.JournalUnordered, "journal.reads-in-order"),
        (Flaw.JournalHashLost, "journal.reads-in-order"),
        (Flaw.JournalOfTheEndFails, "journal.reads-beyond-the-end"),
        (Flaw.LoadIsTorn, "load.sees-one-sequence"),
        (Flaw.LoadMakesTheTrader, "load.unknown-trader"),
        (Flaw.LoadHidesTheEpoch, "load.tells-the-epoch"),
        (Flaw.DisposeReleases, "lease.outlives-its-handle"),
        (Flaw.DisposeTwiceFails, "handle.disposed-twice"),
        (Flaw.CancellationIgnored, "handle.cancelled-before"),
        (Flaw.CancellationTears, "handle.cancelled-meanwhile"),
        (Flaw.Unwell, "health.answers"),
    ];

    public static TheoryData<Flaw, string> Flaws
    {
        get
        {
            var data = new TheoryData<Flaw, string>();
            foreach ((Flaw flaw, string name) in Detection)
            {
                data.Add(flaw, name);
            }

            return data;
        }
    }

    public static TheoryData<string> Cases => [.. Suite(Flaw.None).CaseNames];

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task Run_FlawedStore_FindsTheFlaw(Flaw flaw, string name)
    {
        // What a cancellation meets is a matter of chance; no other flaw needs a second run.
        Exception? thrown = null;
        for (int run = 0; run < (flaw == Flaw.CancellationTears ? 20 : 1) && thrown is null; run++)
        {
            thrown = await Record.ExceptionAsync(() => Suite(flaw).RunAsync(name, CancellationToken.None));
        }

        var found = Assert.IsType<ConformanceException>(thrown);
        Assert.StartsWith(name + ": ", found.Message, StringComparison.Ordinal);
        Assert.Contains(StoreConformance.Describe(name), found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_StoreWithoutFlaw_Holds(string name)
    {
        StoreConformanceResult result = await Suite(Flaw.None).RunAsync(name, CancellationToken.None);
        Assert.Equal(new StoreConformanceResult { Name = name, Outcome = ConformanceOutcome.Holds }, result);
    }

    [Fact]
    public void Flaws_All_AreFoundBySomeCase() =>
        Assert.Equal(Enum.GetValues<Flaw>().Skip(1), Detection.Select(found => found.Flaw).Distinct());

    [Fact]
    public void CaseNames_All_AreStableAndDescribed()
    {
        IReadOnlyList<string> names = Suite(Flaw.None).CaseNames;
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+\\.[a-z-]+$", name));
        Assert.All(names, name => Assert.EndsWith(".", StoreConformance.Describe(name), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Deviation_IsReportedWithReasonAndFinding()
    {
        StoreConformance suite = Suite(Flaw.ExpiryNotChecked, "lease.fences-after-expiry");
        StoreConformanceResult result = await suite.RunAsync("lease.fences-after-expiry", CancellationToken.None);
        Assert.Equal(ConformanceOutcome.Deviates, result.Outcome);
        Assert.Equal("by design", result.Reason);
        Assert.Contains("expected Fenced, found Committed", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DeviationThatHolds_IsAnError()
    {
        StoreConformance suite = Suite(Flaw.None, "open.first-epoch-is-one");
        ConformanceException error = await Assert.ThrowsAsync<ConformanceException>(
            () => suite.RunAsync("open.first-epoch-is-one", CancellationToken.None));
        Assert.Contains("remove it from the list", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_DeviationThatNamesNoCase_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Suite(Flaw.None, "lease.expires"));
        Assert.Contains("'lease.expires'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownName_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Suite(Flaw.None).RunAsync("open", CancellationToken.None));

    [Fact]
    public async Task Run_StoreThatHangs_FailsInTime()
    {
        var hanging = new FaultyPositionStore(new InMemoryPositionStore());
        hanging.Plant(new StoreFault { Call = StoreCall.Open, Kind = StoreFaultKind.HangBefore, Times = int.MaxValue });
        var suite = new StoreConformance(new StoreConformanceSetup
        {
            CreateStore = () => hanging, CaseTimeout = TimeSpan.FromMilliseconds(50),
        });
        ConformanceException error = await Assert.ThrowsAsync<ConformanceException>(
            () => suite.RunAsync("open.first-epoch-is-one", CancellationToken.None));
        Assert.Contains("not finished after", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_IsNoFinding() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Suite(Flaw.None).RunAsync("open.first-epoch-is-one", new CancellationToken(canceled: true)));

    private static StoreConformance Suite(Flaw flaw, params string[] deviations)
    {
        var clock = new FakeTimeProvider();
        var traders = new Dictionary<string, FlawedStore.Trader>(StringComparer.Ordinal);
        var setup = new StoreConformanceSetup
        {
            CreateStore = () => new FlawedStore(flaw, clock, traders), AdvanceClock = clock.Advance,
        };
        foreach (string name in deviations)
        {
            setup.Deviations.Add(name, "by design");
        }

        return new StoreConformance(setup);
    }
}
