using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>A venue and a store that live on, a clock that is moved, and processes that come and go.</summary>
internal sealed class World : IDisposable
{
    internal const decimal Start = 1_000m;

    internal static readonly AccountId Account = new("SIM:main");
    internal static readonly AssetId Usdt = new("USDT");
    internal static readonly TraderId Trader = new("desk-7");

    /// <summary>How the client order ids of one of the people begin.</summary>
    internal const string HandPrefix = "hand-";

    internal static readonly IReadOnlyList<InstrumentDefinition> Instruments =
    [
        Perpetual("AAAUSDT", 0.1m, 0.01m), Perpetual("BBBUSDT", 0.01m, 0.1m), Perpetual("CCCUSDT", 0.01m, 1m),
    ];

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<VenueFault> _outages = [];
    private readonly List<(VenueFault Fault, int Before)> _venueFaults = [];
    private readonly HookTroubles _hooks;
    private readonly List<Process> _all = [];
    private readonly List<(StoreFault Fault, string Place)> _storeFaults = [];

    internal World(HistoryOptions options, bool keepsText)
    {
        Options = options;
        _hooks = new HookTroubles(Reach);
        AnchorPath = options.HasAnchor
            ? Path.Combine(Path.GetTempPath(), $"anchor-{Environment.ProcessId}")
            : null;
        DeleteAnchor();
        Log = new WorldLog(Pump.Clock, keepsText);
        Venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = Account, Identity = "uid-1", Mode = options.Mode,
                    Balances = new Dictionary<AssetId, decimal> { [Usdt] = 10_000_000m },
                },
            ],
            Instruments = Instruments,
            TimeProvider = Pump.Clock,
            SubmitGuarantee = options.Guarantee,
            RequestLife = TimeSpan.FromSeconds(options.IsVenueLate ? 3_600 : 5),
            SupportsOneCancelsOther = options.SupportsOneCancelsOther,
            SeparatesConditionalOrders = options.SeparatesConditionalOrders,
            CancelsReduceOnlyWhenFlat = options.CancelsReduceOnlyWhenFlat,
            FillsByInstrumentOnly = options.FillsByInstrumentOnly,
            OrderHistoryByInstrumentOnly = options.OrderHistoryByInstrumentOnly,
            HistoryRetention = options.HistoryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            FeeRate = options.FeeBasisPoints / 10_000m,
            PriceOf = static (_, at) => Start + (at.Hour * 2m),
        });
        foreach (InstrumentDefinition instrument in Instruments)
        {
            Venue.SetPrice(instrument.Id, Start);
        }

        TakeTime();
        Store = new SimulatedStore(Pump.Clock) { Committed = OnCommitted };
        FaultyStore = new FaultyPositionStore(Store, Pump.Clock);
        Watch = new LiveWatch(this);
        Leaks = options.IsKeyed && options.IsJson ? new LeakScan(Watch.Violate) : null;
        Venue.BeforeCall = (call, _) =>
        {
            Log.Note($"call {call}");
            Watch.BeforeCall(call);
            return ValueTask.CompletedTask;
        };
        Venue.AfterEffect = (call, _) =>
        {
            Watch.AfterEffect(call);
            return ValueTask.CompletedTask;
        };
        Venue.Reported = report =>
        {
            Log.Note($"told {report.GetType().Name}");
            Watch.OnReported(report);
            foreach (Process process in Processes)
            {
                process.Stream.Tell(report);
            }
        };
    }

    internal HistoryOptions Options { get; }

    internal ReachTable Reach { get; } = new();

    internal Pump Pump { get; } = new();

    internal WorldLog Log { get; }

    internal SimulatedVenue Venue { get; }

    internal SimulatedStore Store { get; }

    internal FaultyPositionStore FaultyStore { get; }

    internal LiveWatch Watch { get; }

    /// <summary>Those that live, oldest first.</summary>
    internal List<Process> Processes { get; } = [];

    internal Process? Newest => Processes.Count == 0 ? null : Processes[^1];

    /// <summary>How far the wall clock was ever ahead.</summary>
    internal TimeSpan ClockAhead { get; private set; }

    internal void StepClock(TimeSpan by)
    {
        Pump.Clock.StepWallClock(by);
        TimeSpan ahead = Pump.Clock.GetUtcNow() - Begin - Pump.Clock.Elapsed;
        ClockAhead = ahead > ClockAhead ? ahead : ClockAhead;
    }

    /// <summary>Who reads the log; <c>null</c> when nobody does.</summary>
    internal LeakScan? Leaks { get; }

    /// <summary>Where the head of the journal is kept besides; <c>null</c> for nowhere.</summary>
    internal string? AnchorPath { get; }

    internal Secret? JournalKey => Options.IsKeyed ? Secret.FromBytes(Canaries.JournalKey) : null;

    internal Process NewProcess(int? killAt = null)
    {
        var process = new Process(this, _hooks, $"process-{_all.Count + 1}", killAt);
        Processes.Add(process);
        _all.Add(process);
        Log.Note($"start {process.Owner}");
        process.Start();
        return process;
    }

    internal IReadOnlyList<int> PointsOf => [.. _all.Select(static p => p.Life.Points.Count)];

    internal void Plant(VenueFault fault)
    {
        int before = fault.Call is { } call ? Venue.Calls.GetValueOrDefault(call) : 0;
        _venueFaults.Add((fault, before));
        Venue.Plant(fault);
    }

    internal void Plant(StoreFault fault)
    {
        _storeFaults.Add((fault, $"store {fault.Call}"));
        FaultyStore.Plant(fault);
    }

    /// <summary>Writes down which faults met a call.</summary>
    internal void NoteReach()
    {
        foreach ((StoreFault fault, string place) in _storeFaults.Where(f => FaultyStore.CountOf(f.Fault.Call) >= f.Fault.Nth))
        {
            Reach.Hit(place, fault.Kind.ToString());
        }

        foreach ((VenueFault fault, int before) in _venueFaults)
        {
            if (fault.Call is { } call && Venue.Calls.GetValueOrDefault(call) - before >= fault.Nth)
            {
                Reach.Hit($"venue {call}", fault.Kind.ToString());
            }
        }
    }

    /// <summary>A kind of rows is not shown for a while, and the answers do not tell.</summary>
    internal void Hide(VenueCallKind call, TimeSpan time)
    {
        var hidden = new VenueFault { Kind = VenueFaultKind.Withhold, Call = call, Times = null };
        Plant(hidden);
        Pump.Clock.CreateTimer(_ => Venue.Remove(hidden), null, time, Timeout.InfiniteTimeSpan);
    }

    internal void BeginOutage()
    {
        var outage = new VenueFault { Kind = VenueFaultKind.Fail, Times = null, Reason = "the venue cannot be reached" };
        _outages.Add(outage);
        Venue.Plant(outage);
    }

    internal void EndOutages()
    {
        _outages.ForEach(Venue.Remove);
        _outages.Clear();
    }

    internal HookTroubles Hooks => _hooks;

    /// <summary>Whose an order of a person is; <c>null</c> for one that nobody claims by its id.</summary>
    internal StrategyId? OwnerOf(OrderReport order)
    {
        if (!Options.Claims || order.Instrument != Instruments[1].Id
            || order.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging || order.ClientOrder is not { } id || LiveStream.IsOurs(id))
        {
            return null;
        }

        return Options.Strategies == 1 || id.Value.StartsWith(HandPrefix, StringComparison.Ordinal)
            ? Process.NameOf(0)
            : Process.NameOf(1);
    }

    /// <summary>From here on nothing goes wrong any more.</summary>
    internal void Heal()
    {
        EndOutages();
        Venue.Heal();
        TakeTime();
        FaultyStore.Heal();
        FaultyStore.ReleaseHangs();
        _hooks.Heal();
        foreach (Process process in Processes)
        {
            process.Stream.Untangle();
        }
    }

    /// <summary>The store loses what it acknowledged last; what intents were in it is not known any more.</summary>
    internal void LoseTail(int commits)
    {
        Reach.Hit("store", "lost its tail");
        Store.Lose(commits);
        foreach (InstrumentDefinition instrument in Instruments)
        {
            Watch.Touched.Add(instrument.Id);
        }
    }

    /// <summary>Whether somebody set the wall clock.</summary>
    internal bool IsClockOff => Pump.Clock.Elapsed != Pump.Clock.GetUtcNow() - Begin;

    internal void SetClockRight() => Pump.Clock.StepWallClock(Pump.Clock.Elapsed - (Pump.Clock.GetUtcNow() - Begin));

    /// <summary>Removes those that died by themselves.</summary>
    internal void Bury()
    {
        foreach (Process dead in Processes.Where(static p => p.IsDead).ToArray())
        {
            dead.NoteDeath();
            Processes.Remove(dead);
        }
    }

    public void Dispose()
    {
        Log.Dispose();
        DeleteAnchor();
    }

    private void DeleteAnchor()
    {
        if (AnchorPath is not null)
        {
            File.Delete(AnchorPath);
        }
    }

    /// <summary>Every request is under way for a while, so that no two things happen at once.</summary>
    private void TakeTime()
    {
        Venue.Plant(new VenueFault { Kind = VenueFaultKind.Delay, Times = null, Time = TimeSpan.FromMilliseconds(5) });
    }

    private void OnCommitted(StoreCommit commit)
    {
        foreach (JournalRecord record in commit.Journal)
        {
            Log.Note("journal", record.Payload.Span);
        }
    }

    private static InstrumentDefinition Perpetual(string name, decimal tick, decimal step) => new()
    {
        Id = new("SIM:" + name), PriceIncrement = tick, QuantityIncrement = step, QuoteAsset = Usdt,
        BaseAsset = new(name[..3]),
    };
}
