using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PositionRecovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a trader's recovery into a container and its host.</summary>
public static class PositionRecoveryServiceCollectionExtensions
{
    /// <summary>Recovers a trader before the services of the host start, with options from configuration. Every member
    /// of <see cref="RecoveryOptions"/> is a key; <c>Preset</c> names <see cref="RecoveryOptions.Conservative"/> or
    /// <see cref="RecoveryOptions.Aggressive"/>, which the other keys then refine.</summary>
    /// <remarks>
    /// <para>Services: <see cref="RecoveryCoordinator"/>, <see cref="StateManager"/> and <see cref="TradingGate"/>, one
    /// each. The recovery runs before any service's start, however they are ordered, or beside it with
    /// <see cref="RecoveryOptions.StartInBackground"/>; entries are shut before services stop, and the session ends
    /// after they did. A recovery that fails does not stop the host: it is logged, the gate stays shut, and
    /// <see cref="RecoveryCoordinator.StartAsync(CancellationToken)"/> may be called again.</para>
    /// <para>The container disposes the coordinator, and then the store.</para>
    /// <para>Wrong values, all of them in one <see cref="OptionsValidationException"/>, and missing parts are errors of
    /// the start. Keys that nobody knows are logged as warnings.</para>
    /// </remarks>
    /// <param name="services">The container's services.</param>
    /// <param name="section">The section, by convention <c>PositionRecovery</c>.</param>
    /// <returns>Where store, venues and strategies are added.</returns>
    /// <exception cref="InvalidOperationException">There is a trader already: a container has one.</exception>
    public static PositionRecoveryBuilder AddPositionRecovery(
        this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, section);
    }

    /// <summary>Recovers a trader before the services of the host start, with options set in code.</summary>
    /// <inheritdoc cref="AddPositionRecovery(IServiceCollection, IConfigurationSection)" path="/remarks"/>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Sets the options; <see cref="RecoveryOptions.TraderId"/> at least.</param>
    /// <returns>Where store, venues and strategies are added.</returns>
    /// <exception cref="InvalidOperationException">There is a trader already: a container has one.</exception>
    public static PositionRecoveryBuilder AddPositionRecovery(
        this IServiceCollection services, Action<RecoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        PositionRecoveryBuilder builder = Add(services, null);
        services.Configure(configure);
        return builder;
    }

    private static PositionRecoveryBuilder Add(IServiceCollection services, IConfigurationSection? section)
    {
        if (services.Any(static s => s.ServiceType == typeof(HostParts)))
        {
            throw new InvalidOperationException(
                "AddPositionRecovery was called already. A container has one trader; make a RecoveryCoordinator for "
                + "each where there are several.");
        }

        var builder = new PositionRecoveryBuilder(services, section);
        var read = new RecoveryOptionsSetup(builder.Parts);
        services.AddSingleton(builder.Parts);
        services.AddSingleton<IConfigureOptions<RecoveryOptions>>(read);
        services.AddSingleton<IValidateOptions<RecoveryOptions>>(read);
        services.AddOptions<RecoveryOptions>().ValidateOnStart();
        services.AddSingleton(static p => new HostedSetup(
            p, p.GetRequiredService<HostParts>(), p.GetRequiredService<IOptions<RecoveryOptions>>()));
        services.AddSingleton(static p => p.GetRequiredService<HostedSetup>().Coordinator.State);
        services.AddSingleton(static p => p.GetRequiredService<HostedSetup>().Coordinator.Gate);
        services.AddSingleton(static p =>
        {
            p.GetRequiredService<StateManager>();
            return p.GetRequiredService<HostedSetup>().Coordinator;
        });
        services.AddSingleton<IHostedService>(p => new RecoveryHostedService(
            p.GetRequiredService<RecoveryCoordinator>(),
            p.GetRequiredService<IOptions<RecoveryOptions>>().Value,
            read,
            p.GetService<ILoggerFactory>()?.CreateLogger<RecoveryCoordinator>()
                ?? NullLogger<RecoveryCoordinator>.Instance));
        return builder;
    }
}
