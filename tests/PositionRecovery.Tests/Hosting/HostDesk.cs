using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Hosting;

/// <summary>A host around a simulated venue and a store, both of which outlive it.</summary>
internal sealed class HostDesk
{
    internal static readonly AccountId Account = new("SIM:main");

    internal static readonly InstrumentDefinition Btc = new()
    {
        Id = new("SIM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    internal static readonly StrategyId Quiet = new("quiet");

    internal HostDesk()
    {
        Venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Accounts = [new SimulatedAccount { Id = Account, Identity = "uid-1" }], Instruments = [Btc],
        });
        Venue.SetPrice(Btc.Id, 50_000m);
    }

    internal SimulatedVenue Venue { get; }

    internal InMemoryPositionStore Memory { get; } = new();

    internal LogBook Logs { get; } = new();

    /// <summary>What a probe saw, in order.</summary>
    internal List<string> Seen { get; } = [];

    internal static GateRequest Enter { get; } = new()
    {
        Strategy = Quiet, Account = Account, Instrument = Btc.Id, Action = OrderAction.Enter,
    };

    /// <summary>Settings that wait for nothing.</summary>
    internal Dictionary<string, string?> Settings { get; } = new()
    {
        ["PositionRecovery:TraderId"] = "desk-7",
        ["PositionRecovery:AllowShortStartupDelay"] = "true",
        ["PositionRecovery:StartupDelay"] = "00:00:00",
        ["PositionRecovery:QueriesPerSecond"] = "1000",
        ["PositionRecovery:Reconciliation:Enabled"] = "false",
        ["PositionRecovery:State:TakeOver"] = "true",
        ["PositionRecovery:Policy:AbsenceQuietPeriod"] = "00:00:00.02",
    };

    internal string this[string key]
    {
        set => Settings["PositionRecovery:" + key] = value;
    }

    /// <summary>A builder with nothing but settings, logs and the recovery of a trader without parts.</summary>
    internal (HostApplicationBuilder Host, PositionRecoveryBuilder Recovery) Begin()
    {
        var host = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        host.Configuration.AddInMemoryCollection(Settings);
        host.Logging.AddProvider(Logs);
        return (host, host.Services.AddPositionRecovery(host.Configuration.GetSection("PositionRecovery")));
    }

    /// <summary>A builder with all parts.</summary>
    internal (HostApplicationBuilder Host, PositionRecoveryBuilder Recovery) BeginWhole()
    {
        (HostApplicationBuilder host, PositionRecoveryBuilder recovery) = Begin();
        recovery.UseStore(_ => Memory).AddVenue(_ => Venue.Ports).AddStrategy(static _ => new QuietStrategy(Quiet));
        return (host, recovery);
    }

    /// <summary>What a stopped session left behind: whether another engine finds it crashed.</summary>
    internal async Task<StateReport> ReopenAsync()
    {
        await using var state = new StateManager(new StateSetup
        {
            Trader = new("desk-7"), Store = Memory, Options = new StateOptions { OpenTimeout = TimeSpan.Zero },
        });
        StateReport report = await state.OpenAsync();
        await state.CloseAsync();
        return report;
    }

    /// <summary>A strategy that wants nothing.</summary>
    internal sealed class QuietStrategy(StrategyId id) : RecoverableStrategy(new StrategyProfile { Id = id })
    {
        internal Action? Readying { get; init; }

        internal ExitPlan Plan { get; init; } = ExitPlan.None;

        protected override ExitPlan PlanExits(ExitContext context) => Plan;

        protected override ValueTask OnReadyAsync(CancellationToken cancellationToken)
        {
            Readying?.Invoke();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Keeps what is logged.</summary>
    internal sealed class LogBook : ILoggerProvider, ILogger
    {
        private readonly List<(LogLevel Level, EventId Id, string Text)> _lines = [];

        internal IReadOnlyList<(LogLevel Level, EventId Id, string Text)> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add((logLevel, eventId, formatter(state, exception)));
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A service of the engine's: calls back when it is started and stopped.</summary>
    internal sealed class Probe(Func<Task>? started = null, Func<Task>? stopped = null) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => started?.Invoke() ?? Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => stopped?.Invoke() ?? Task.CompletedTask;
    }
}
