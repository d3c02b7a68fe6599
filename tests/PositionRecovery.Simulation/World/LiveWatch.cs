using System.Text;
using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>What must hold at every moment, whatever goes wrong: judged as it happens.</summary>
internal sealed class LiveWatch(World world)
{
    private readonly Dictionary<ClientOrderId, OrderIntent> _intents = [];
    private readonly HashSet<string> _acknowledged = [];
    private readonly HashSet<InstrumentId> _touched = [];
    private readonly List<string> _violations = [];
    private TimeSpan _lastReport = TimeSpan.MinValue / 2;

    internal IReadOnlyList<string> Violations => _violations;

    /// <summary>Executions that the state manager said are durable.</summary>
    internal IReadOnlySet<string> Acknowledged => _acknowledged;

    /// <summary>Orders the processes asked leave for and got it, and exits they sent.</summary>
    internal IReadOnlyDictionary<ClientOrderId, OrderIntent> Intents => _intents;

    internal bool IsSplit { get; set; }

    /// <summary>Whether history was hidden: what is learned later may show that a position lived otherwise.</summary>
    internal bool WasHidden { get; set; }

    /// <summary>Instruments in which somebody else than the processes traded.</summary>
    internal ISet<InstrumentId> Touched => _touched;

    internal void OnPermit(Process process, OrderIntent order, IntentResult permit, bool wasReady)
    {
        world.Log.Note($"permit {order.Id} {permit.IsGranted} {permit.Decision.Reason}");
        if (!permit.IsGranted)
        {
            return;
        }

        _intents[order.Id] = order;
        RecoveryPhase phase = process.Coordinator.Phase;
        if (!wasReady && phase != RecoveryPhase.Ready)
        {
            Violate($"{order.Id} was granted in phase {phase}");
        }

        if (!IsJournaled(order.Id))
        {
            Violate($"{order.Id} was granted before its intent was stored");
        }
    }

    internal void OnRecorded(Process process, ExecutionEvent happened, RecordResult result)
    {
        if (happened is OrderFilledEvent { Fill: var told }
            && result.Status is RecordStatus.Recorded or RecordStatus.Duplicate
            && process.Coordinator.State.FindOrder(told.Order) is { } order
            && !order.Fills.Any(f => f.Trade == told.Trade))
        {
            Violate($"the execution {told.Trade} of {told.Order} was acknowledged and is not in the books");
        }

        if (!world.Options.IsGrouped && result.Status == RecordStatus.Recorded
            && result.Sequence > world.Store.Journal.Count)
        {
            Violate($"{happened.GetType().Name} was acknowledged with sequence {result.Sequence}; {world.Store.Journal.Count} is stored");
        }

        if (happened is OrderFilledEvent filled && !world.Options.IsGrouped
            && result.Status is RecordStatus.Recorded or RecordStatus.Duplicate)
        {
            _acknowledged.Add($"{filled.Fill.Instrument} {filled.Fill.Trade}");
        }
    }

    /// <summary>What a strategy is told must be stored: read back as an operator would.</summary>
    internal void OnTold(RecoveredPosition recovered)
    {
        Task<StoredPicture> reading = new StateReader(world.Store, World.Trader, world.JournalKey).LoadAsync();
        decimal stored = reading.Result.State.Snapshot.Positions
            .FirstOrDefault(p => p.Key == recovered.Position.Key)?.Quantity ?? 0m;
        if (world.Store.ReadLag == 0 && stored != recovered.Position.Quantity && !IsBusy)
        {
            Violate($"{recovered.Position.Key} was told {recovered.Position.Quantity:G29}; {stored:G29} is stored");
        }
    }

    /// <summary>The gate, as it is now: shut for entries until the recovery is done and the strategy is ready.</summary>
    internal void LookAtGates()
    {
        foreach (Process process in world.Processes.Where(static p => !p.IsDead))
        {
            RecoveryPhase phase = process.Coordinator.Phase;
            world.Leaks?.Read(process.Coordinator.State.Health.Description);
            foreach (SimulatedStrategy strategy in process.Strategies)
            {
                if ((phase != RecoveryPhase.Ready || !strategy.IsReady)
                    && World.Instruments.Any(i => Agreement.IsOpen(world, process, strategy.Profile.Id, i.Id)))
                {
                    Violate($"{strategy.Profile.Id} may trade in phase {phase}, ready: {strategy.IsReady}");
                }
            }
        }
    }

    /// <summary>At the end of a recovery, where nothing moved for a while: what is open is right.</summary>
    internal void OnStarted(Process process)
    {
        if (process.Started is not { Outcome: RecoveryOutcome.Ready or RecoveryOutcome.Degraded }
            || world.Options.HistoryMinutes is not null || IsSplit
            || world.Pump.Clock.Elapsed - _lastReport < TimeSpan.FromMinutes(1))
        {
            return;
        }

        CachedSnapshot books = process.Coordinator.State.Snapshot();
        foreach (OrderSnapshot doubtful in books.Orders.Where(o => o is { IsTerminal: false, VenueOrder: null }
            && !IsExit(o.Intent.Id)
            && Agreement.IsOpen(
                world, process, o.Intent.Strategy, o.Intent.Instrument, o.Intent.PositionSide)))
        {
            Violate($"nobody knows what became of {doubtful.Intent.Id}, and {doubtful.Intent.Instrument} is open for entries");
        }

        foreach (InstrumentDefinition instrument in World.Instruments
            .Where(i => Agreement.IsOpen(world, process, Process.NameOf(0), i.Id)))
        {
            PositionSide[] sides = world.Options.Mode == PositionMode.Hedging
                ? [PositionSide.Long]
                : [PositionSide.Net];
            foreach (PositionSide side in sides)
            {
                var key = new BookKey(World.Account, instrument.Id, side);
                decimal here = books.AccountBooks.FirstOrDefault(b => b.Key == key)?.Quantity ?? 0m;
                decimal there = world.Venue.QuantityOf(key);
                if (here != there)
                {
                    Violate($"{key} is {there:G29} there and {here:G29} here, and open for entries");
                }
            }
        }
    }

    /// <summary>What is stored may already be ahead of what a hook was made of.</summary>
    private bool IsBusy => world.Pump.Clock.Elapsed - _lastReport < TimeSpan.FromSeconds(1);

    internal void BeforeCall(VenueCall call)
    {
        LookAtGates();
        if (call.Submission is { } submission)
        {
            _intents[submission.Order.Id] = submission.Order;
            if (submission.CancelsOther is { } other)
            {
                _intents[other.Id] = other;
            }

            if (!IsJournaled(submission.Order.Id))
            {
                Violate($"{submission.Order.Id} was sent before its intent was stored");
            }
        }
    }

    internal void AfterEffect(VenueCall call)
    {
        if (call.Submission is not { } submission)
        {
            return;
        }

        foreach (AcceptedOrder twice in world.Venue.AcceptedOrders.Where(static o => o.Occurrence > 1))
        {
            Violate($"{twice.Id} was accepted {twice.Occurrence} times");
        }

        var legs = world.Venue.OpenOrdersOf(World.Account)
            .Where(static o => o.ClientOrder is { } id && IsExit(id))
            .GroupBy(o => (
                _intents.GetValueOrDefault(o.ClientOrder!.Value)?.Strategy, o.Instrument, o.PositionSide, o.Side, o.Type));
        foreach (var leg in legs.Where(l => l.Count() > 1 && !world.Options.IsVenueLate))
        {
            Violate($"{leg.Count()} exits {leg.Key} work: {string.Join(", ", leg.Select(static o => o.ClientOrder))}");
        }

        if (IsExit(submission.Order.Id) && !submission.Order.IsReduceOnly && world.Options.Mode == PositionMode.Netting)
        {
            Violate($"the exit {submission.Order.Id} is not reduce-only");
        }
    }

    internal void OnReported(VenueReport report)
    {
        _lastReport = world.Pump.Clock.Elapsed;
        if (report is FillReport fill && (fill.ClientOrder is not { } id || !LiveStream.IsOurs(id)))
        {
            _touched.Add(fill.Instrument);
        }
    }

    internal void Violate(string what)
    {
        world.Log.Note($"VIOLATION {what}");
        _violations.Add(what);
    }

    internal static bool IsExit(ClientOrderId id) => id.Value.StartsWith("X-", StringComparison.Ordinal);

    /// <summary>Whether the store holds a record with this id, looked for as bytes and not through the codec.</summary>
    private bool IsJournaled(ClientOrderId id)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(id.Value);
        for (int i = world.Store.Journal.Count - 1; i >= 0; i--)
        {
            if (world.Store.Journal[i].Payload.Span.IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
