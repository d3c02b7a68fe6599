using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>A trading process: one coordinator, strategies, orders sent, and a live stream. It dies without a word.
/// </summary>
internal sealed class Process
{
    private readonly World _world;
    private readonly VenuePorts _ports;
    private readonly List<ClientOrderId> _entries = [];

    internal Process(World world, HookTroubles hooks, string owner, int? killAt)
    {
        _world = world;
        Owner = owner;
        Life = new CrashSwitch(killAt);
        _ports = Life.Wrap(world.Options.IsVenueLate
            ? new VenuePorts { Reports = new HastyReports(world.Venue), Orders = world.Venue, History = world.Venue }
            : world.Venue.Ports);
        Strategies = [.. Enumerable.Range(0, world.Options.Strategies).Select(i => new SimulatedStrategy(
            Profile(world.Options, i), world.Options.IsOco, hooks, world.Log, world.Watch.OnTold))];
        Coordinator = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = World.Trader,
            Store = Life.Wrap(world.FaultyStore),
            Venues = [_ports],
            Strategies = [.. Strategies.Select(Life.Wrap)],
            Options = NewOptions(world),
            TimeProvider = new MortalClock(world.Pump.Clock, () => IsDead),
            Owner = owner,
            LoggerFactory = world.Leaks,
        });
        Stream = new LiveStream(world, this);
    }

    internal string Owner { get; }

    internal CrashSwitch Life { get; }

    internal bool IsDead => Life.Died.IsCompleted;

    internal RecoveryCoordinator Coordinator { get; }

    internal IReadOnlyList<SimulatedStrategy> Strategies { get; }

    internal LiveStream Stream { get; }

    internal Task<RecoveryReport> Starting { get; private set; } = null!;

    /// <summary>The outcome of the start, when it has ended.</summary>
    internal RecoveryReport? Started => Starting.IsCompletedSuccessfully ? Starting.Result : null;

    internal static StrategyId NameOf(int strategy) => new(strategy == 0 ? "trend" : "second");

    internal void Start()
    {
        if (_world.Log.KeepsText)
        {
            _ = WatchAsync();
        }

        Starting = Coordinator.StartAsync(CancellationToken.None);
        _ = NoteStartAsync();
    }

    private async Task NoteStartAsync()
    {
        await ((Task)Starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsDead)
        {
            _world.Watch.OnStarted(this);
        }
    }

    private async Task WatchAsync()
    {
        await foreach (RecoveryEvent happened in Coordinator.WatchAsync())
        {
            _world.Log.Tell($"        {Owner} {happened}");
        }
    }

    internal void Kill()
    {
        Life.Kill();
        NoteDeath();
        _world.Processes.Remove(this);
    }

    internal void NoteDeath()
    {
        IReadOnlyList<string> points = Life.Points;
        if (points.Count > 0)
        {
            _world.Reach.Hit(points[^1], "killed");
        }
    }

    internal async Task StopAsync()
    {
        await Coordinator.StopAsync(CancellationToken.None);
        await Coordinator.DisposeAsync();
        _world.Processes.Remove(this);
    }

    /// <summary>Asks leave, sends, records what is answered. What is executed comes by the live stream.</summary>
    internal async Task TradeAsync(OrderIntent order)
    {
        bool wasReady = Coordinator.Phase == RecoveryPhase.Ready;
        IntentResult permit;
        try
        {
            permit = await Coordinator.State.IntendAsync(order, CancellationToken.None);
        }
        catch (Exception refused) when (refused is OwnershipLostException or StoreException or InvalidOperationException
            or ObjectDisposedException or TimeoutException)
        {
            return;
        }

        _world.Watch.OnPermit(this, order, permit, wasReady);
        if (!permit.IsGranted)
        {
            return;
        }

        _entries.Add(order.Id);
        SubmitResult sent;
        try
        {
            sent = await _ports.Orders!.SubmitAsync(
                new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
        }
        catch (VenueException)
        {
            return;
        }

        switch (sent.Status)
        {
            case SubmitStatus.Accepted:
                await RecordAsync(new OrderAcceptedEvent
                {
                    At = _world.Venue.Now, Order = order.Id, VenueOrder = sent.VenueOrder,
                });
                break;
            case SubmitStatus.Rejected:
                await RecordAsync(new OrderRejectedEvent
                {
                    At = _world.Venue.Now, Order = order.Id, Reason = sent.Reason,
                });
                break;
            default:
                break;
        }
    }

    internal async Task CancelAsync(int which)
    {
        OrderSnapshot? order = _entries.Select(Coordinator.State.FindOrder)
            .Where(static o => o is { IsTerminal: false, Status: OrderStatus.Accepted or OrderStatus.PartiallyFilled })
            .ElementAtOrDefault(which % Math.Max(1, _entries.Count));
        if (order is null)
        {
            return;
        }

        try
        {
            await RecordAsync(new OrderPendingCancelEvent { At = _world.Venue.Now, Order = order.Intent.Id });
            await _ports.Orders!.CancelAsync(order, CancellationToken.None);
        }
        catch (VenueException)
        {
            // The stream, or a check, tells what became of it.
        }
    }

    /// <summary>Records, and remembers what was acknowledged.</summary>
    internal async Task RecordAsync(ExecutionEvent happened)
    {
        try
        {
            RecordResult result = await Coordinator.State.RecordAsync(happened, CancellationToken.None);
            _world.Watch.OnRecorded(this, happened, result);
        }
        catch (Exception refused) when (refused is OwnershipLostException or StoreException or ObjectDisposedException
            or InvalidOperationException or TimeoutException)
        {
            _world.Log.Note($"not recorded: {refused.GetType().Name}");
        }
    }

    /// <summary>How its start went and how it fares, for whoever reads a failure.</summary>
    internal string Describe() => Starting.IsFaulted
        ? Starting.Exception!.GetBaseException().ToString()
        : string.Join(" | ",
        [
            Starting.Result.Summary, .. Coordinator.LastReport?.Problems ?? [],
            .. Coordinator.LastReport?.Exits.Select(static e => $"{e.Leg} {e.Order} {e.Outcome}: {e.Explanation}") ?? [],
            .. Coordinator.LastReport?.Plan?.Diff.Select(static d => $"{d.Kind} {d.Action}: {d.Explanation}") ?? [],
            .. Coordinator.Unprotected.Select(static u => $"unprotected {u.Key} since {u.Since:O}: {u.Reason}"),
        ]);

    private static StrategyProfile Profile(HistoryOptions options, int index) => new()
    {
        Id = NameOf(index),
        Warmup = options.WarmsUp && index == 0
            ? [new WarmupRequest { Instrument = World.Instruments[0].Id, BarSize = TimeSpan.FromHours(12) }]
            : [],
        // The second claims what the first leaves: the first goes by the ids that one person uses.
        Claims = options.Claims
            ? [new ExternalClaim
            {
                Account = World.Account, Instrument = World.Instruments[1].Id,
                ClientIdPrefix = index == 0 && options.Strategies > 1 ? World.HandPrefix : null,
            }]
            : [],
    };

    private static RecoveryOptions NewOptions(World world) => new()
    {
        AllowShortStartupDelay = true,
        StartupDelay = TimeSpan.Zero,
        QueriesPerSecond = 1_000,
        OnFailure = world.Options.OnFailure,
        TriggeredStops = WouldTriggerAction.CloseAtMarket,
        Policy = new ReconciliationOptions { AllowMassFlattening = true },
        Reconciliation = new CheckOptions
        {
            InflightCheckIntervalMs = world.Options.ChecksOften ? 2_000 : 10_000,
            OpenCheckIntervalSeconds = world.Options.ChecksOften ? 5 : 30,
            PositionCheckIntervalSeconds = world.Options.ChecksOften ? 10 : 60,
            QueriesPerSecond = 100,
        },
        State = new StateOptions
        {
            TakeOver = true,
            LeaseTime = TimeSpan.FromSeconds(60),
            Durability = world.Options.IsGrouped ? DurabilityMode.Grouped : DurabilityMode.PerEvent,
            Format = world.Options.IsJson ? RecordFormat.Json : RecordFormat.MessagePack,
            JournalKey = world.JournalKey,
            AnchorPath = world.AnchorPath,
            PurgeInterval = TimeSpan.FromMinutes(world.Options.PurgesSoon ? 1 : 10),
            PurgeBuffer = TimeSpan.FromMinutes(world.Options.PurgesSoon ? 1 : 60),
        },
    };
}
