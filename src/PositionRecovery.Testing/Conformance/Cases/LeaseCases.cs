namespace PositionRecovery.Testing;

/// <summary>What a lease is worth, and until when.</summary>
internal static class LeaseCases
{
    private static readonly StoreCommit Something = Sample.Commit(0, 2, Sample.Row("refused", 1));

    internal static async Task FencesAfterTakeOver(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await first.CommitAsync(Sample.Commit(0, 1, Sample.Row("a", 1))).ConfigureAwait(false);
        Desk second = await scene.OpenAsync(scene.NewStore(), first.Trader, owner: "second", takeOver: true)
            .ConfigureAwait(false);
        StoredState before = await second.LoadAsync().ConfigureAwait(false);
        await IsFencedAsync(first, Sample.Commit(1, 2, Sample.Row("a", 9), Sample.Row("b", 9))).ConfigureAwait(false);
        await IsFencedAsync(first, Sample.Commit(1, 0)).ConfigureAwait(false);
        await IsFencedAsync(first, new StoreCommit { ExpectedSequence = 1, ReleaseLease = true })
            .ConfigureAwait(false);
        await second.IsUntouchedAsync(before).ConfigureAwait(false);
        await second.CommitAsync(Sample.Commit(1, 1)).ConfigureAwait(false);
    }

    internal static async Task FencesAfterRelease(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.ReleaseAsync().ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        await IsFencedAsync(desk, Something).ConfigureAwait(false);
        await IsFencedAsync(desk, Sample.Commit(0, 0)).ConfigureAwait(false);
        await IsFencedAsync(desk, new StoreCommit { ExpectedSequence = 0, ReleaseLease = true }).ConfigureAwait(false);
        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
    }

    internal static Task FencesAfterExpiry(StoreScene scene) => scene.WithLeaseAsync(async time =>
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader(), time).ConfigureAwait(false);
        await scene.PassAsync(time).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        await IsFencedAsync(desk, Something).ConfigureAwait(false);
        await IsFencedAsync(desk, Sample.Commit(0, 0)).ConfigureAwait(false);
        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
        return true;
    });

    internal static async Task FencesOtherOwners(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader(), owner: "Owner").ConfigureAwait(false);
        foreach (string other in new[] { "second", "owner", "Owner ", "Ow", "*" })
        {
            await IsFencedAsync(Posing(scene, desk, desk.Lease with { Owner = other }), Something)
                .ConfigureAwait(false);
        }

        await desk.CommitAsync(Something).ConfigureAwait(false);
    }

    internal static async Task FencesOtherEpochs(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        Desk first = await scene.OpenAsync(trader).ConfigureAwait(false);
        await first.ReleaseAsync().ConfigureAwait(false);
        Desk second = await scene.OpenAsync(trader).ConfigureAwait(false);
        foreach (long other in new[] { 1, 3, long.MaxValue })
        {
            await IsFencedAsync(Posing(scene, second, second.Lease with { Epoch = other }), Something)
                .ConfigureAwait(false);
        }

        await second.CommitAsync(Something).ConfigureAwait(false);
    }

    internal static async Task FencesUnknownTraders(StoreScene scene)
    {
        var made = new StoreLease
        {
            Trader = scene.NewTrader(), Owner = "first", Epoch = 1, LeaseTime = StoreScene.LongLease,
        };
        var desk = new Desk(scene, scene.NewStore(), made);
        CommitResult result = await desk.TryCommitAsync(Something).ConfigureAwait(false);
        Claim.Same(CommitResult.Fenced(0), result, "A commit on a trader that nobody opened");
        await desk.IsUntouchedAsync(new StoredState { Sequence = 0, Epoch = 0, Rows = [] }).ConfigureAwait(false);
        Desk opened = await scene.OpenAsync(made.Trader).ConfigureAwait(false);
        Claim.Same(1, opened.Lease.Epoch, "The first epoch");
    }

    internal static async Task FencingComesFirst(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Desk second = await scene.OpenAsync(scene.NewStore(), first.Trader, owner: "second", takeOver: true)
            .ConfigureAwait(false);
        await second.CommitAsync(Sample.Commit(0, 3)).ConfigureAwait(false);
        CommitResult result = await first.TryCommitAsync(Something).ConfigureAwait(false);
        Claim.Same(CommitResult.Fenced(3), result, "A commit both fenced and at a wrong sequence");
    }

    internal static Task ExpiresByStoreClock(StoreScene scene) => scene.WithLeaseAsync(async time =>
    {
        Desk first = await scene.OpenAsync(scene.NewTrader(), time).ConfigureAwait(false);
        if (scene.MovesClock)
        {
            await scene.PassAsync(time - TimeSpan.FromMilliseconds(1)).ConfigureAwait(false);
            OpenResult early = await scene.TryOpenAsync(scene.NewStore(), first.Trader, "second").ConfigureAwait(false);
            Claim.That(early.Lease is null, "The trader was given away a millisecond before the lease ended.");
            await scene.PassAsync(TimeSpan.FromMilliseconds(1)).ConfigureAwait(false);
        }
        else
        {
            await scene.PassAsync(time).ConfigureAwait(false);
        }

        Desk second = await scene.OpenAsync(first.Trader, owner: "second").ConfigureAwait(false);
        Claim.Same(2, second.Lease.Epoch, "The epoch after an expired lease");
        await IsFencedAsync(first, Something).ConfigureAwait(false);
        await second.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        return true;
    });

    internal static Task OwnerReturnsAfterExpiry(StoreScene scene) => scene.WithLeaseAsync(async time =>
    {
        Desk before = await scene.OpenAsync(scene.NewTrader(), time).ConfigureAwait(false);
        await scene.PassAsync(time).ConfigureAwait(false);
        Desk after = await scene.OpenAsync(before.Store, before.Trader).ConfigureAwait(false);
        Claim.Same(2, after.Lease.Epoch, "The epoch of an owner that returns");
        await IsFencedAsync(before, Something).ConfigureAwait(false);
        await after.CommitAsync(Something).ConfigureAwait(false);
        return true;
    });

    internal static Task CommitRenews(StoreScene scene) => RenewsAsync(scene, Sample.Commit(0, 1, Sample.Row("a", 1)));

    internal static Task EmptyCommitRenews(StoreScene scene) => RenewsAsync(scene, Sample.Commit(0, 0));

    internal static Task ConflictDoesNotRenew(StoreScene scene) =>
        DoesNotRenewAsync(scene, async desk =>
            (await desk.TryCommitAsync(Sample.Commit(7, 1)).ConfigureAwait(false)).Status == CommitStatus.Conflict);

    internal static Task ReadingDoesNotRenew(StoreScene scene) => DoesNotRenewAsync(scene, async desk =>
    {
        await desk.LoadAsync().ConfigureAwait(false);
        await desk.ReadAsync().ConfigureAwait(false);
        await desk.Store.CheckHealthAsync(scene.Token).ConfigureAwait(false);
        await scene.TryOpenAsync(desk.Store, desk.Trader, "first").ConfigureAwait(false);
        return true;
    });

    internal static async Task ReleaseOpensAtOnce(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            Desk desk = await scene.OpenAsync(trader, owner: $"owner {epoch}").ConfigureAwait(false);
            Claim.Same(epoch, desk.Lease.Epoch, "The epoch after a release");
            await desk.ReleaseAsync().ConfigureAwait(false);
        }
    }

    internal static async Task ReleaseLandsWithItsCommit(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StoreCommit last = Sample.Commit(0, 2, Sample.Row("stopped", 1)) with { ReleaseLease = true };
        await desk.CommitAsync(last).ConfigureAwait(false);
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Claim.Same(2, state.Sequence, "The sequence of the last commit");
        Sample.SameRows(last.Rows, state.Rows);
        Sample.SameRecords(last.Journal, await desk.ReadAsync().ConfigureAwait(false));
        Desk next = await scene.OpenAsync(desk.Trader, owner: "second").ConfigureAwait(false);
        Claim.Same(2, next.Lease.Epoch, "The epoch after a release");
    }

    internal static async Task ReleaseIsRefusedWithItsCommit(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        CommitResult result = await desk.TryCommitAsync(Sample.Commit(4, 1) with { ReleaseLease = true })
            .ConfigureAwait(false);
        Claim.Is(CommitStatus.Conflict, result, "A release at a wrong sequence");
        OpenResult other = await scene.TryOpenAsync(scene.NewStore(), desk.Trader, "second").ConfigureAwait(false);
        Claim.That(other.Lease is null, "A release that was refused released.");
        await desk.CommitAsync(Something).ConfigureAwait(false);
    }

    internal static async Task OutlivesItsHandle(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.Store.DisposeAsync().ConfigureAwait(false);
        OpenResult other = await scene.TryOpenAsync(scene.NewStore(), desk.Trader, "second").ConfigureAwait(false);
        Claim.Same("first", other.CurrentOwner, "The current owner after its handle was disposed");
        Claim.That(other.Lease is null, "Disposing a handle released its lease.");
    }

    private static Task RenewsAsync(StoreScene scene, StoreCommit commit) => scene.WithLeaseAsync(async time =>
    {
        long opened = TimeProvider.System.GetTimestamp();
        Desk desk = await scene.OpenAsync(scene.NewTrader(), time).ConfigureAwait(false);
        await scene.PassAsync(time * 0.6).ConfigureAwait(false);
        long renewed = TimeProvider.System.GetTimestamp();
        CommitResult first = await desk.TryCommitAsync(commit).ConfigureAwait(false);
        if (scene.MayHaveExpired(opened, time))
        {
            return false;
        }

        Claim.Is(CommitStatus.Committed, first, "A commit before the lease ended");
        await scene.PassAsync(time * 0.6).ConfigureAwait(false);
        CommitResult second = await desk.TryCommitAsync(Sample.Commit(first.Sequence, 1)).ConfigureAwait(false);
        if (scene.MayHaveExpired(renewed, time))
        {
            return false;
        }

        Claim.Is(CommitStatus.Committed, second, "A commit after the first lease time, before the renewed one ended");
        return true;
    });

    private static Task DoesNotRenewAsync(StoreScene scene, Func<Desk, Task<bool>> call) =>
        scene.WithLeaseAsync(async time =>
        {
            long opened = TimeProvider.System.GetTimestamp();
            Desk desk = await scene.OpenAsync(scene.NewTrader(), time).ConfigureAwait(false);
            await scene.PassAsync(time * 0.6).ConfigureAwait(false);
            bool isAsExpected = await call(desk).ConfigureAwait(false);
            if (scene.MayHaveExpired(opened, time))
            {
                return false;
            }

            Claim.That(isAsExpected, "A commit at a wrong sequence was no conflict.");
            await scene.PassAsync(time * 0.6).ConfigureAwait(false);
            await IsFencedAsync(desk, Something).ConfigureAwait(false);
            return true;
        });

    private static Desk Posing(StoreScene scene, Desk desk, StoreLease lease) => new(scene, desk.Store, lease);

    private static async Task IsFencedAsync(Desk desk, StoreCommit commit) =>
        Claim.Is(
            CommitStatus.Fenced,
            await desk.TryCommitAsync(commit).ConfigureAwait(false),
            $"A commit of '{desk.Lease.Owner}' with epoch {desk.Lease.Epoch}");
}
