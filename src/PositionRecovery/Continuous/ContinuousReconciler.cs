using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Keeps comparing while the engine runs: cheap lists often, and a closer look, with two agreeing reads, where
/// they differ. Runs beside the engine and never holds its orders up.</summary>
internal sealed class ContinuousReconciler
{
    /// <summary>How long a difference that a pass did not resolve rests before it is looked into again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>How often what an earlier pass could not prove is tried again before it rests longer.</summary>
    private const int UnprovenPatience = 10;

    private readonly CheckPorts _ports;
    private readonly CheckOptions _options;
    private readonly TimeProvider _clock;
    private readonly SteadyClock _steady;
    private readonly ILogger _log;
    private readonly Suspicions<ClientOrderId> _inFlight;
    private readonly Suspicions<(AccountId Account, string Instrument)> _orders;
    private readonly Suspicions<BookKey> _positions;
    private readonly Suspicions<AccountId> _balances;
    private readonly Suspicions<AccountId> _unprovenAccounts = new(1, UnprovenPatience, Rest);
    private readonly Suspicions<BookKey> _unprovenKeys = new(1, UnprovenPatience, Rest);
    private readonly Suspicions<StrategyId> _parked = new(1, UnprovenPatience, Rest);
    private readonly StandIns _standIns = new();
    private readonly UnansweredAccounts _unanswered;
    private Task _running = Task.CompletedTask;

    internal ContinuousReconciler(CheckPorts ports, ILogger log)
    {
        (_ports, _clock, _log) = (ports, ports.Clock, log);
        (_options, _steady) = (ports.Options, new SteadyClock(ports.Clock));
        _unanswered = new UnansweredAccounts(ports, log);
        _inFlight = new Suspicions<ClientOrderId>(
            1, _options.InflightCheckRetries, TimeSpan.FromMilliseconds(_options.InflightCheckIntervalMs));
        _orders = new Suspicions<(AccountId Account, string Instrument)>(1, _options.OpenCheckRetries, Rest);
        _positions = new Suspicions<BookKey>(_options.PositionCheckRetries, 1, Rest);
        _balances = new Suspicions<AccountId>(_options.PositionCheckRetries, 1, Rest);
    }

    /// <summary>How many accounts left the last checks unanswered.</summary>
    internal int Unanswered => _unanswered.Count;

    internal void Start(CancellationToken stopping) => _running = RunAsync(stopping);

    /// <summary>Ends when it was told to stop.</summary>
    internal Task StopAsync() => _running;

    private async Task RunAsync(CancellationToken stopping)
    {
        await Task.WhenAll(
            RepeatAsync(
                CheckKind.InFlight, TimeSpan.FromMilliseconds(_options.InflightCheckIntervalMs), InFlightAsync,
                    stopping),
            RepeatAsync(CheckKind.OpenOrders, Seconds(_options.OpenCheckIntervalSeconds), OpenOrdersAsync, stopping),
            RepeatAsync(CheckKind.Positions, Seconds(_options.PositionCheckIntervalSeconds), PositionsAsync, stopping))
            .ConfigureAwait(false);
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;

    private async Task RepeatAsync(
        CheckKind kind, TimeSpan? interval, Func<CancellationToken, Task<bool>> check, CancellationToken stopping)
    {
        while (interval is { } wait && !stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, _clock, stopping).ConfigureAwait(false);
                Count(kind, await check(stopping).ConfigureAwait(false) ? "done" : "failed");
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (OwnershipLostException)
            {
                return; // the gate is shut, and whoever records hears of it
            }
            catch (Exception failed)
            {
                // Whatever a check ran into, the next one is due: to stop checking would be worse than to fail again.
                Count(kind, "failed");
                Log.CheckFailed(_log, _ports.Trader.Value, kind.ToString(), failed);
            }
        }
    }

    /// <summary>Requests that were not answered in time.</summary>
    /// <returns>Whether all of it was done.</returns>
    private async Task<bool> InFlightAsync(CancellationToken stopping)
    {
        (DateTimeOffset now, DateTimeOffset today) = (_steady.GetUtcNow(), _clock.GetUtcNow());
        TimeSpan threshold = TimeSpan.FromMilliseconds(_options.InflightCheckThresholdMs);

        // A request of a time still to come was stamped before the clock was put back.
        OrderSnapshot[] waiting = [.. _ports.State.OrdersWhere(o => IsInFlight(o)
            && (today - Begun(o))?.Duration() >= threshold)];
        IReadOnlyList<ClientOrderId> due = _inFlight.Take(
            [.. waiting.DistinctBy(static o => o.Intent.Id).Select(static o => (o.Intent.Id, o.Status.ToString()))],
                now);
        foreach (ClientOrderId worn in due.Where(_inFlight.IsWorn))
        {
            Log.Unresolved(
                _log, _ports.Trader.Value, $"order {worn}", _options.InflightCheckRetries, "its outcome is not known");
        }

        bool isDone = true;
        foreach (IGrouping<AccountId, OrderSnapshot> account in waiting
            .Where(o => due.Contains(o.Intent.Id)).GroupBy(static o => o.Intent.Account))
        {
            InstrumentId[] instruments = [.. account.Select(static o => o.Intent.Instrument).Distinct()];
            isDone &= await LookIntoAsync(CheckKind.InFlight, ReconcileScope.Of(account.Key, instruments), stopping)
                .ConfigureAwait(false);
        }

        return isDone;

        DateTimeOffset? Begun(OrderSnapshot order) => order.RequestedAt ?? order.UpdatedAt ?? order.IntendedAt;
    }

    private static bool IsInFlight(OrderSnapshot order) => order.Status is OrderStatus.Intended or OrderStatus.Submitted
        or OrderStatus.PendingUpdate or OrderStatus.PendingCancel or OrderStatus.Unknown;

    /// <returns>Whether all of it was done.</returns>
    private async Task<bool> OpenOrdersAsync(CancellationToken stopping)
    {
        DateTimeOffset begun = _steady.GetUtcNow();
        var found = new List<((AccountId Account, string Instrument) Key, string What)>();
        var unread = new HashSet<AccountId>();
        foreach (AccountId account in _ports.Accounts)
        {
            IReadOnlyList<VenueAnswer> lists = await _ports.OpenOrders(account, stopping)
                .ConfigureAwait(false);
            if (!_unanswered.IsRead(CheckKind.OpenOrders, account, lists))
            {
                unread.Add(account);
            }

            OrderSnapshot[] working = [.. _ports.State.OrdersWhere(o => o.Intent.Account == account && IsWorking(o))];
            HashSet<string> busy = Busy(account, begun, _options.OpenCheckThresholdMs);
            found.AddRange(OpenOrderComparison.Differences(working, lists)
                .Where(d => !busy.Contains(d.Key)).Select(d => ((account, d.Key), d.Value)));
        }

        IReadOnlyList<(AccountId Account, string Instrument)> due = _orders.Take(
            found, begun, k => !unread.Contains(k.Account));
        foreach ((AccountId Account, string Instrument) worn in due.Where(_orders.IsWorn))
        {
            Log.Unresolved(
                _log, _ports.Trader.Value, $"{worn.Instrument} in {worn.Account}", _options.OpenCheckRetries,
                found.Find(f => f.Key == worn).What);
        }

        bool isDone = unread.Count == 0;
        foreach (var account in due.GroupBy(static d => d.Account, static d => new InstrumentId(d.Instrument)))
        {
            isDone &= await LookIntoAsync(
                CheckKind.OpenOrders, ReconcileScope.Of(account.Key, [.. account]), stopping).ConfigureAwait(false);
        }

        await _ports.Protect(stopping).ConfigureAwait(false);

        // Otherwise the check of positions does it.
        return (_options.PositionCheckIntervalSeconds is not null
            || await ProveAsync(unread, stopping).ConfigureAwait(false)) && isDone;
    }

    private static bool IsWorking(OrderSnapshot order) => order.Status is OrderStatus.Accepted or OrderStatus.Triggered
        or OrderStatus.PartiallyFilled or OrderStatus.PendingUpdate or OrderStatus.PendingCancel;

    /// <returns>Whether all of it was done.</returns>
    private async Task<bool> PositionsAsync(CancellationToken stopping)
    {
        DateTimeOffset begun = _steady.GetUtcNow();
        var found = new List<(BookKey Key, string What)>();
        var accounts = new List<(AccountId Account, string What)>();
        var unread = new HashSet<AccountId>();
        foreach (AccountId account in _ports.Accounts)
        {
            VenueAnswer positions = await _ports.Ask(new PositionsQuery { Account = account }, stopping)
                .ConfigureAwait(false);
            List<VenueAnswer> answers = [positions];
            CachedSnapshot cached = _ports.State.Snapshot();
            HashSet<string> busy = Busy(account, begun, _options.PositionCheckThresholdMs);
            found.AddRange(PositionComparison.Differences(cached, positions)
                .Where(d => !busy.Contains(d.Key.Instrument.Value)));
            if (busy.Count == 0 && cached.Instruments.Any(static i => i.IsSpot))
            {
                VenueAnswer balances = await _ports.Ask(new BalancesQuery { Account = account }, stopping)
                    .ConfigureAwait(false);
                answers.Add(balances);
                accounts.AddRange(PositionComparison.Balances(cached, balances) is { Count: > 0 } assets
                    ? [(account, string.Join(",", assets))]
                    : []);
            }

            if (!_unanswered.IsRead(CheckKind.Positions, account, answers))
            {
                unread.Add(account);
            }
        }

        bool isDone = unread.Count == 0;
        foreach (BookKey key in _positions.Take(found, begun, k => !unread.Contains(k.Account)))
        {
            string what = found.Find(f => f.Key == key).What;
            Log.Drift(_log, _ports.Trader.Value, key.Account.Value, key.Instrument.Value, what);
            isDone &= await LookIntoAsync(
                CheckKind.Positions, ReconcileScope.Of(key.Account, key.Instrument), stopping).ConfigureAwait(false);
        }

        foreach (AccountId account in _balances.Take(accounts, begun, a => !unread.Contains(a)))
        {
            isDone &= await LookIntoAsync(CheckKind.Positions, ReconcileScope.Of(account), stopping)
                .ConfigureAwait(false);
        }

        return await ProveAsync(unread, stopping).ConfigureAwait(false) && isDone;
    }

    /// <summary>What an earlier pass could not prove, because the venue did not answer it, differs from nothing any
    /// more, and stays shut and without exits until a pass proves it. Strategies that are parked wait for a pass, too.
    /// An account that did not even answer this check is not asked for more.</summary>
    private async Task<bool> ProveAsync(HashSet<AccountId> unread, CancellationToken stopping)
    {
        DateTimeOffset now = _steady.GetUtcNow();
        bool isDone = true;
        if (_parked.Take([.. _ports.Parked().Select(static s => (s, "parked"))], now).Count > 0)
        {
            isDone &= await LookIntoAsync(CheckKind.Positions, ReconcileScope.Everything, stopping)
                .ConfigureAwait(false);
        }

        (IReadOnlyList<AccountId> accounts, IReadOnlyList<BookKey> keys) = _ports.Unproven();
        HashSet<AccountId> whole = [.. accounts];
        foreach (AccountId account in _unprovenAccounts.Take(
            [.. accounts.Where(a => !unread.Contains(a)).Select(static a => (a, "unproven"))], now,
            a => !unread.Contains(a)))
        {
            isDone &= await LookIntoAsync(CheckKind.Positions, ReconcileScope.Of(account), stopping)
                .ConfigureAwait(false);
        }

        foreach (IGrouping<AccountId, BookKey> account in _unprovenKeys
            .Take(
                [.. keys.Where(k => !whole.Contains(k.Account) && !unread.Contains(k.Account))
                    .Select(static k => (k, "unproven"))],
                now,
                k => !unread.Contains(k.Account))
            .GroupBy(static k => k.Account))
        {
            InstrumentId[] instruments = [.. account.Select(static k => k.Instrument).Distinct()];
            isDone &= await LookIntoAsync(
                CheckKind.Positions, ReconcileScope.Of(account.Key, instruments), stopping).ConfigureAwait(false);
        }

        AccountId[] read = [.. _ports.Accounts.Where(a => !unread.Contains(a) && !whole.Contains(a))];
        foreach (ReconcileScope scope in _standIns.Due(
            _ports.State.OrdersWhere(StandIns.Has), read, now, _clock.GetUtcNow()))
        {
            isDone &= await LookIntoAsync(CheckKind.Positions, scope, stopping).ConfigureAwait(false);
        }

        return isDone;
    }

    /// <summary>A closer look. One that fails does not keep the others from being done.</summary>
    /// <returns>Whether it was done.</returns>
    private async Task<bool> LookIntoAsync(CheckKind kind, ReconcileScope scope, CancellationToken stopping)
    {
        try
        {
            await _ports.LookInto(scope, stopping).ConfigureAwait(false);
            return true;
        }
        catch (Exception failed) when (failed is not OwnershipLostException && !stopping.IsCancellationRequested)
        {
            Log.CheckFailed(_log, _ports.Trader.Value, kind.ToString(), failed);
            return false;
        }
    }

    /// <summary>Instruments that the engine spoke of shortly before or since: what was read may be older.</summary>
    private HashSet<string> Busy(AccountId account, DateTimeOffset begun, int thresholdMs) =>
        [.. _ports.State.TouchedSince(begun - TimeSpan.FromMilliseconds(thresholdMs))
            .Where(k => k.Account == account).Select(static k => k.Instrument.Value)];

    private static void Count(CheckKind kind, string result) => RecoveryMetrics.Checks.Add(
        1,
        new KeyValuePair<string, object?>("kind", kind.ToString()),
        new KeyValuePair<string, object?>("result", result));
}
