namespace PositionRecovery.Testing;

/// <summary>One run of one case: its handles, its traders and its time.</summary>
internal sealed class StoreScene(StoreConformanceSetup setup, string name, CancellationToken cancellationToken)
{
    /// <summary>Long enough that no case outlives it by accident.</summary>
    internal static readonly TimeSpan LongLease = TimeSpan.FromHours(1);

    private const int Attempts = 4;

    private readonly List<IPositionStore> _stores = [];

    private int _traders;

    internal CancellationToken Token => cancellationToken;

    /// <summary>Whether the store's clock moves only when told.</summary>
    internal bool MovesClock => setup.AdvanceClock is not null;

    internal IPositionStore NewStore()
    {
        IPositionStore store = setup.CreateStore();
        Claim.That(store is not null, "CreateStore gave null.");
        _stores.Add(store!);
        return store!;
    }

    internal TraderId NewTrader(string suffix = "") =>
        new($"{name}-{Interlocked.Increment(ref _traders):x}{suffix}");

    /// <summary>Somebody who holds a trader, through a handle of its own.</summary>
    internal Task<Desk> OpenAsync(TraderId trader, TimeSpan? lease = null, string owner = "first") =>
        OpenAsync(NewStore(), trader, lease, owner);

    internal async Task<Desk> OpenAsync(
        IPositionStore store, TraderId trader, TimeSpan? lease = null, string owner = "first", bool takeOver = false)
    {
        OpenResult result = await TryOpenAsync(store, trader, owner, lease, takeOver).ConfigureAwait(false);
        Claim.That(result.Lease is not null, $"'{owner}' did not get the trader; {result.CurrentOwner} has it.");
        return new Desk(this, store, result.Lease!);
    }

    internal async Task<OpenResult> TryOpenAsync(
        IPositionStore store, TraderId trader, string owner, TimeSpan? lease = null, bool takeOver = false) =>
        await store.OpenAsync(
            new OpenRequest { Trader = trader, Owner = owner, LeaseTime = lease ?? LongLease, TakeOver = takeOver },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Lets time pass for the store.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        if (setup.AdvanceClock is { } advance)
        {
            advance(time);
        }
        else
        {
            // A timer may fire early by a tick of the machine's clock, and clocks may differ by a little.
            await Task.Delay(time + TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Runs what depends on how long a lease lasts, with longer ones while it says that the machine was too
    /// slow for it to prove anything.</summary>
    internal async Task WithLeaseAsync(Func<TimeSpan, Task<bool>> isConclusive)
    {
        TimeSpan lease = setup.ShortLease;
        for (int attempt = 0; attempt < Attempts; attempt++, lease *= 4)
        {
            if (await isConclusive(lease).ConfigureAwait(false))
            {
                return;
            }
        }

        Claim.That(false, $"The store or the machine is too slow for leases of {lease / 4}.");
    }

    /// <summary>Whether so much real time passed that a lease may have run out by itself.</summary>
    internal bool MayHaveExpired(long since, TimeSpan lease) =>
        !MovesClock && TimeProvider.System.GetElapsedTime(since) >= lease;

    /// <summary>Runs on another thread, beside the caller.</summary>
    internal static async Task<T> BesideAsync<T>(Func<Task<T>> work)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await work().ConfigureAwait(false);
    }

    internal async Task CloseAsync()
    {
        foreach (IPositionStore store in _stores)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }

        _stores.Clear();
    }
}
