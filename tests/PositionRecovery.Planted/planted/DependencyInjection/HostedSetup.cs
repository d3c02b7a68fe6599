using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PositionRecovery;

/// <summary>Makes the coordinator of a container, once, from what is registered.</summary>
/// <remarks>A service of its own, so that the container takes the state manager into its care before the coordinator
/// that owns it, and disposes it after: the coordinator ends what runs, and the second time nothing is left to do.
/// </remarks>
internal sealed class HostedSetup
{
    public HostedSetup(IServiceProvider services, HostParts parts, IOptions<RecoveryOptions> options)
    {
        RecoveryOptions checkedOptions = options.Value;
        var trader = new TraderId(checkedOptions.TraderId!);
        VenuePorts[] venues = [.. services.GetServices<VenuePorts>()];
        if (venues.Length == 0 && checkedOptions.RecoveryEnabled)
        {
            throw new InvalidOperationException(
                $"Trader '{trader}' has no venue: call AddVenue(…) after AddPositionRecovery(…), or the method of a "
                + "venue's adapter.");
        }

        IPositionStore store = services.GetService<IPositionStore>() ?? throw new InvalidOperationException(
            $"Trader '{trader}' has no store: call UseSqlite() or UseRedis() of the adapters after "
            + "AddPositionRecovery(…), or UseStore(…) with a store of your own.");
        Accounts = [.. venues.SelectMany(static v => v.Reports.Profile.Accounts)];
        Coordinator = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = trader,
            Store = store,
            Venues = venues,
            Strategies =
            [
                .. services.GetServices<IRecoverableStrategy>(), .. parts.Strategies.Select(make => make(services)),
            ],
            Instruments = [.. parts.Instruments.SelectMany(make => make(services))],
            Session = parts.Session?.Invoke(services),
            Options = checkedOptions,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = services.GetService<ILoggerFactory>(),
        });
    }

    internal RecoveryCoordinator Coordinator { get; }

    /// <summary>The accounts of all venues.</summary>
    internal IReadOnlyList<AccountId> Accounts { get; }
}
