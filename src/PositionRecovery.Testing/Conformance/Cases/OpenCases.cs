namespace PositionRecovery.Testing;

/// <summary>Who gets a trader.</summary>
internal static class OpenCases
{
    private const int Racers = 6;

    private const int Rounds = 10;

    internal static async Task FirstEpochIsOne(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Claim.Same(1, desk.Lease.Epoch, "The first epoch");
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Claim.Same(0, state.Sequence, "The sequence of a trader just opened");
        Claim.Same(0, state.Rows.Count, "The rows of a trader just opened");
    }

    internal static async Task RepeatsTheRequest(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        OpenResult result = await scene.TryOpenAsync(scene.NewStore(), trader, "host:1", TimeSpan.FromMinutes(7))
            .ConfigureAwait(false);
        var expected = new StoreLease
        {
            Trader = trader, Owner = "host:1", Epoch = 1, LeaseTime = TimeSpan.FromMinutes(7),
        };
        Claim.Same(expected, result.Lease, "The lease");
        Claim.Same("host:1", result.CurrentOwner, "The current owner");
    }

    internal static async Task RefusesWhileLeaseLasts(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StoredState before = await first.LoadAsync().ConfigureAwait(false);
        OpenResult refused = await scene.TryOpenAsync(scene.NewStore(), first.Trader, "second").ConfigureAwait(false);
        Claim.That(refused.Lease is null, "A second owner got the trader while the lease of the first lasts.");
        Claim.Same("first", refused.CurrentOwner, "The current owner");
        await first.IsUntouchedAsync(before).ConfigureAwait(false);
        await first.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
    }

    internal static async Task RefusesTheOwnerToo(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        foreach (IPositionStore handle in new[] { first.Store, scene.NewStore() })
        {
            OpenResult again = await scene.TryOpenAsync(handle, first.Trader, "first").ConfigureAwait(false);
            Claim.That(again.Lease is null, "The owner got a second lease while its first one lasts.");
            Claim.Same("first", again.CurrentOwner, "The current owner");
        }

        await first.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
    }

    internal static async Task TakesOverWhenAsked(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Desk second = await scene.OpenAsync(scene.NewStore(), first.Trader, owner: "second", takeOver: true)
            .ConfigureAwait(false);
        Claim.Same(2, second.Lease.Epoch, "The epoch after a take-over");
        Claim.Same("second", second.Lease.Owner, "The owner after a take-over");
        await second.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        OpenResult third = await scene.TryOpenAsync(scene.NewStore(), first.Trader, "third").ConfigureAwait(false);
        Claim.Same("second", third.CurrentOwner, "The current owner after a take-over");
    }

    internal static async Task OwnerTakesOverItself(StoreScene scene)
    {
        Desk before = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Desk after = await scene.OpenAsync(before.Store, before.Trader, takeOver: true).ConfigureAwait(false);
        Claim.Same(2, after.Lease.Epoch, "The epoch of an owner that opens again");
        CommitResult old = await before.TryCommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        Claim.Is(CommitStatus.Fenced, old, "A commit under the owner's earlier lease");
        await after.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
    }

    internal static async Task KeepsState(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await first.CommitAsync(Sample.Commit(0, 3, Sample.Row("a", 1), Sample.Row("b", 2))).ConfigureAwait(false);
        Desk second = await scene.OpenAsync(scene.NewStore(), first.Trader, owner: "second", takeOver: true)
            .ConfigureAwait(false);
        StoredState state = await second.LoadAsync().ConfigureAwait(false);
        Claim.Same(3, state.Sequence, "The sequence after a take-over");
        Sample.SameRows([Sample.Row("a", 1), Sample.Row("b", 2)], state.Rows);
        List<JournalRecord> journal = await second.ReadAsync().ConfigureAwait(false);
        Sample.SameRecords([Sample.Record(1), Sample.Record(2), Sample.Record(3)], journal);
    }

    internal static async Task TradersAreSeparate(StoreScene scene)
    {
        Desk first = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Desk other = await scene.OpenAsync(scene.NewTrader(), owner: "other").ConfigureAwait(false);
        Claim.Same(1, other.Lease.Epoch, "The first epoch of another trader");
        await other.CommitAsync(Sample.Commit(0, 2)).ConfigureAwait(false);
        await first.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        var crossed = new StoreLease
        {
            Trader = first.Trader, Owner = "other", Epoch = 1, LeaseTime = StoreScene.LongLease,
        };
        CommitResult result = await new Desk(scene, other.Store, crossed).TryCommitAsync(Sample.Commit(1, 1))
            .ConfigureAwait(false);
        Claim.Is(CommitStatus.Fenced, result, "A commit on a trader of somebody else");
    }

    internal static async Task RacingOpeners(StoreScene scene)
    {
        IPositionStore[] stores = [.. Enumerable.Range(0, Racers).Select(_ => scene.NewStore())];
        for (int round = 0; round < Rounds; round++)
        {
            TraderId trader = scene.NewTrader();
            OpenResult[] results = await Task.WhenAll(stores.Select((store, n) =>
                StoreScene.BesideAsync(() => scene.TryOpenAsync(store, trader, $"racer {n}")))).ConfigureAwait(false);
            OpenResult[] granted = [.. results.Where(result => result.Lease is not null)];
            Claim.Same(1, granted.Length, "The number of owners who got the trader");
            Claim.Same(1, granted[0].Lease!.Epoch, "The epoch of the one who got it");
            Claim.That(
                results.All(result => result.CurrentOwner == granted[0].Lease!.Owner),
                "Those refused were not all told who got the trader.");
        }
    }

    internal static async Task RacingTakeOvers(StoreScene scene)
    {
        IPositionStore[] stores = [.. Enumerable.Range(0, Racers).Select(_ => scene.NewStore())];
        TraderId trader = scene.NewTrader();
        Desk[] desks = await Task.WhenAll(stores.Select((store, n) => StoreScene.BesideAsync(
            () => scene.OpenAsync(store, trader, owner: $"racer {n}", takeOver: true)))).ConfigureAwait(false);
        long[] epochs = [.. desks.Select(desk => desk.Lease.Epoch).Order()];
        Claim.That(
            epochs.SequenceEqual(Enumerable.Range(1, Racers).Select(n => (long)n)),
            $"The epochs granted are {string.Join(", ", epochs)}.");
        foreach (Desk desk in desks.OrderBy(desk => desk.Lease.Epoch))
        {
            bool isLatest = desk.Lease.Epoch == Racers;
            CommitResult result = await desk.TryCommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
            Claim.Is(
                isLatest ? CommitStatus.Committed : CommitStatus.Fenced, result, $"Epoch {desk.Lease.Epoch}'s commit");
        }
    }

    internal static async Task OddOwners(StoreScene scene)
    {
        string[] owners = ["a b", "'; --", "{a}:\"b\"", "Zoë 交易 😀", "%_*?[a]", new string('o', 512)];
        foreach (string owner in owners)
        {
            Desk desk = await scene.OpenAsync(scene.NewTrader(), owner: owner).ConfigureAwait(false);
            await desk.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
            OpenResult refused = await scene.TryOpenAsync(scene.NewStore(), desk.Trader, "other")
                .ConfigureAwait(false);
            Claim.Same(owner, refused.CurrentOwner, "The current owner");
        }
    }
}
