using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PositionRecovery;
using PositionRecovery.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps a trader's state in SQLite, in a container.</summary>
public static class SqlitePositionRecoveryBuilderExtensions
{
    private const string Name = "Sqlite";

    /// <summary>Keeps the state in one SQLite file, by the section <c>Sqlite</c>: <c>Path</c>, <c>MustExist</c>,
    /// <c>CreateDirectory</c> and <c>BusyTimeout</c>, as in <see cref="SqliteStoreOptions"/>. Wrong values are errors
    /// of
    /// the start.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already, or no configuration.</exception>
    public static PositionRecoveryBuilder UseSqlite(this PositionRecoveryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection section = builder.GetSection(Name) ?? throw new InvalidOperationException(
            "UseSqlite() reads the section Sqlite, and options are set in code here: call UseSqlite(options).");
        return builder.UseStore(services => new SqlitePositionStore(Read(section, services)));
    }

    /// <summary>Keeps the state in one SQLite file, by options set in code.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a store already.</exception>
    public static PositionRecoveryBuilder UseSqlite(this PositionRecoveryBuilder builder, SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.UseStore(_ => new SqlitePositionStore(options));
    }

    private static SqliteStoreOptions Read(IConfigurationSection section, IServiceProvider services)
    {
        var reader = new SettingReader(section);
        var options = new SqliteStoreOptions
        {
            Path = reader.Need(nameof(SqliteStoreOptions.Path), "the path of the database file"),
            MustExist = reader.Take(nameof(SqliteStoreOptions.MustExist), SettingForm.Flag, false),
            CreateDirectory = reader.Take(nameof(SqliteStoreOptions.CreateDirectory), SettingForm.Flag, false),
            BusyTimeout = reader.Take(
                nameof(SqliteStoreOptions.BusyTimeout), SettingForm.Time, TimeSpan.FromSeconds(5)),
            Clock = services.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        reader.End(
            services.GetService<ILoggerFactory>()?.CreateLogger<SqlitePositionStore>()
            ?? NullLogger<SqlitePositionStore>.Instance);
        return options;
    }
}
