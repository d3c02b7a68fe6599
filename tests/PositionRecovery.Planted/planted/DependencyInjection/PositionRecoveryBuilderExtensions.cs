using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PositionRecovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What a trader is made of, in a container.</summary>
public static class PositionRecoveryBuilderExtensions
{
    /// <summary>Keeps the state in a store of the caller's.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="store">Makes it, once; the container disposes it, after the coordinator.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already.</exception>
    public static PositionRecoveryBuilder UseStore(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, IPositionStore> store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        if (builder.Services.Any(static s => s.ServiceType == typeof(IPositionStore)))
        {
            throw new InvalidOperationException("There is a store already; a trader has one.");
        }

        builder.Services.AddSingleton(store);
        return builder;
    }

    /// <summary>Keeps the state in memory, for tests and demonstrations: it is gone with the process.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already.</exception>
    public static PositionRecoveryBuilder UseInMemoryStore(this PositionRecoveryBuilder builder) => builder.UseStore(
        static services => new InMemoryPositionStore(services.GetService<TimeProvider>() ?? TimeProvider.System));

    /// <summary>Adds a venue. Each account belongs to one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="venue">Makes its ports, once. What they hold stays its owner's: it is not disposed here.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddVenue(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, VenuePorts> venue)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(venue);
        builder.Services.AddSingleton(venue);
        return builder;
    }

    /// <summary>Adds a strategy, which the container makes, once, and disposes. It is also a service under its own
    /// type,
    /// unless that type is registered already; then that one is taken.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddStrategy<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this PositionRecoveryBuilder builder)
        where T : class, IRecoverableStrategy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<T>();
        builder.Parts.Strategies.Add(static services => services.GetRequiredService<T>());
        return builder;
    }

    /// <summary>Adds a strategy that the caller makes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="strategy">Makes it, once; the container disposes it.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddStrategy(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, IRecoverableStrategy> strategy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(strategy);
        builder.Services.AddSingleton(strategy);
        return builder;
    }

    /// <summary>Adds instruments that venues do not describe themselves.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="instruments">The instruments.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddInstruments(
        this PositionRecoveryBuilder builder, params IReadOnlyList<InstrumentDefinition> instruments)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        return builder.AddInstruments(_ => instruments);
    }

    /// <summary>Adds instruments that venues do not describe themselves.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="instruments">Makes them, once.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddInstruments(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, IEnumerable<InstrumentDefinition>> instruments)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(instruments);
        builder.Parts.Instruments.Add(instruments);
        return builder;
    }

    /// <summary>Says what the journal notes about the session. The last call counts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="session">Makes the description, once.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder ConfigureSession(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, SessionDescription> session)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(session);
        builder.Parts.Session = session;
        return builder;
    }
}
