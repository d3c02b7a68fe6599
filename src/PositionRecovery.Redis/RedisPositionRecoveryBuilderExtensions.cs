using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PositionRecovery;
using PositionRecovery.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps a trader's state in Redis, in a container.</summary>
public static class RedisPositionRecoveryBuilderExtensions
{
    private const string Name = "Redis";

    /// <summary>Keeps the state in Redis, by the section <c>Redis</c>: <c>Configuration</c>, <c>Database</c>,
    /// <c>KeyPrefix</c>, <c>ConnectTimeout</c>, <c>OperationTimeout</c> and <c>AcceptLossWindow</c>, as in
    /// <see cref="RedisStoreOptions"/>. Wrong values are errors of the start; the configuration, which may hold a
    /// password, is in none of them.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already, or no configuration.</exception>
    public static PositionRecoveryBuilder UseRedis(this PositionRecoveryBuilder builder)
    {
        IConfigurationSection section = SectionOf(builder);
        return builder.UseStore(services => new RedisPositionStore(Read(section, services, connects: true)));
    }

    /// <summary>Keeps the state in Redis, by options set in code.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already.</exception>
    public static PositionRecoveryBuilder UseRedis(this PositionRecoveryBuilder builder, RedisStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.UseStore(_ => new RedisPositionStore(options));
    }

    /// <summary>Keeps the state in Redis, by the section <c>Redis</c> without <c>Configuration</c>, through a
    /// connection
    /// made elsewhere.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connect">Called when the connection is first needed, and again after it failed. What it returns
    /// stays its owner's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already, or no configuration.</exception>
    public static PositionRecoveryBuilder UseRedis(
        this PositionRecoveryBuilder builder,
        Func<IServiceProvider, CancellationToken, Task<IConnectionMultiplexer>> connect)
    {
        ArgumentNullException.ThrowIfNull(connect);
        IConfigurationSection section = SectionOf(builder);
        return builder.UseStore(services => new RedisPositionStore(
            Read(section, services, connects: false), stop => connect(services, stop)));
    }

    private static IConfigurationSection SectionOf(PositionRecoveryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.GetSection(Name) ?? throw new InvalidOperationException(
            "UseRedis() reads the section Redis, and options are set in code here: call UseRedis(options).");
    }

    private static RedisStoreOptions Read(IConfigurationSection section, IServiceProvider services, bool connects)
    {
        var reader = new SettingReader(section);
        var options = new RedisStoreOptions();
        if (connects)
        {
            options.Configuration = reader.Take(
                nameof(options.Configuration), SettingForm.Text, options.Configuration);
        }

        options.Database = reader.TakeOptional(nameof(options.Database), SettingForm.Count, options.Database);
        options.KeyPrefix = reader.Take(nameof(options.KeyPrefix), SettingForm.AnyText, options.KeyPrefix);
        options.ConnectTimeout = reader.Take(
            nameof(options.ConnectTimeout), SettingForm.Time, options.ConnectTimeout);
        options.OperationTimeout = reader.Take(
            nameof(options.OperationTimeout), SettingForm.Time, options.OperationTimeout);
        options.AcceptLossWindow = reader.Take(
            nameof(options.AcceptLossWindow), SettingForm.Flag, options.AcceptLossWindow);
        reader.End(
            services.GetService<ILoggerFactory>()?.CreateLogger<RedisPositionStore>()
            ?? NullLogger<RedisPositionStore>.Instance);
        return options;
    }
}
