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

    internal IReadOnlyList<string> Violations => _violations;

    /// <summary>Executions that the state manager said are durable.</summary>
    internal IReadOnlySet<string> Acknowledged => _acknowledged;

    /// <summary>Orders the processes asked leave for and got it, and exits they sent.</summary>
    internal IReadOnlyDictionary<ClientOrderId, OrderIntent> Intents => _intents;

    internal bool IsSplit { get; set; }

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

    internal void OnRecorded(ExecutionEvent happened, RecordResult result)
    {
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

    internal void BeforeCall(VenueCall call)
    {
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
        foreach (var leg in legs.Where(static l => l.Count() > 1))
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
