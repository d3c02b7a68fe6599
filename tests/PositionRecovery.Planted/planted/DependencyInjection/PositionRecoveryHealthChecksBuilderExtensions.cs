using Microsoft.Extensions.Diagnostics.HealthChecks;
using PositionRecovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The health of a trader, among the others of a host.</summary>
public static class PositionRecoveryHealthChecksBuilderExtensions
{
    private const string DefaultName = "position-recovery";

    /// <summary>Adds the check <c>position-recovery</c>. Healthy: recovered, stored, every position protected, every
    /// account open. Degraded: recovered, though some positions or accounts are shut, strategies parked, or positions
    /// without the exits they should have. Unhealthy: anything else.</summary>
    /// <remarks>The data have the phase, the correlation of the last report and counts; no position, price or account.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddPositionRecovery(this IHealthChecksBuilder builder) =>
        builder.AddPositionRecovery(DefaultName, []);

    /// <summary>Adds the check under another name, with tags.</summary>
    /// <inheritdoc cref="AddPositionRecovery(IHealthChecksBuilder)" path="/remarks"/>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="tags">Its tags.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddPositionRecovery(
        this IHealthChecksBuilder builder, string name, IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(tags);
        return builder.Add(new HealthCheckRegistration(
            name,
            static services => new RecoveryHealthCheck(
                services.GetRequiredService<RecoveryCoordinator>(), services.GetRequiredService<HostedSetup>()
                    .Accounts),
            HealthStatus.Unhealthy,
            tags));
    }
}
