using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PositionRecovery;
using PositionRecovery.Binance;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds accounts at Binance, in a container.</summary>
public static class BinancePositionRecoveryBuilderExtensions
{
    private const string Section = "Binance";

    /// <summary>Adds an account, by the section <c>Binance:</c><paramref name="name"/>: <c>Product</c> and
    /// <c>Account</c>, which must be there, and <c>Network</c>, <c>BaseAddress</c>, <c>RecvWindow</c>,
    /// <c>RequestTimeout</c>, <c>MaxWeightShare</c>, <c>MaxReplyBytes</c>, <c>IsReadOnly</c>,
    /// <c>TriggersByMarkPrice</c>, <c>ChecksKey</c>, <c>RequiresIpRestriction</c> and <c>KeyCheckAddress</c>, as in
    /// <see cref="BinanceOptions"/>. The key comes as <c>ApiKey</c> and <c>ApiSecret</c>, or from the environment
    /// variables that <c>ApiKeyVariable</c> and <c>ApiSecretVariable</c> name. Wrong values and unknown keys are errors
    /// of the start; neither the key nor its secret is in any of them.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the section.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is no configuration.</exception>
    public static PositionRecoveryBuilder AddBinance(this PositionRecoveryBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        IConfigurationSection section = builder.GetSection(Section)?.GetSection(name)
            ?? throw new InvalidOperationException(
                $"AddBinance(\"{name}\") reads the section {Section}:{name}, and options are set in code here: call "
                + "AddBinance(options).");
        return builder.AddBinance(services => OptionsReader.Read(section) with
        {
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = services.GetService<ILoggerFactory>(),
        });
    }

    /// <summary>Adds an account, by options set in code.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The options.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddBinance(this PositionRecoveryBuilder builder, BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddBinance(_ => options);
    }

    /// <summary>Adds an account, by options made with services of the container, such as an HTTP client factory.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">Makes the options, once.</param>
    /// <returns>The builder.</returns>
    public static PositionRecoveryBuilder AddBinance(
        this PositionRecoveryBuilder builder, Func<IServiceProvider, BinanceOptions> options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddVenue(services => BinanceVenue.Connect(options(services)));
    }
}
