using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PositionRecovery;

/// <summary>What a container is told about a trader: its store, venues and strategies. Adapters add methods to it. Not
/// for use by several threads.</summary>
public sealed class PositionRecoveryBuilder
{
    internal PositionRecoveryBuilder(IServiceCollection services, IConfigurationSection? configuration)
    {
        (Services, Configuration) = (services, configuration);
        Parts = new HostParts { Section = configuration };
    }

    /// <summary>Where everything is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The section that options are read from; <c>null</c> when they are set in code.</summary>
    public IConfigurationSection? Configuration { get; }

    internal HostParts Parts { get; }

    /// <summary>The section of an adapter, below <see cref="Configuration"/>. From then on it is a known one; what
    /// nobody asks for is warned about at the start.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The section, which may be empty; <c>null</c> when options are set in code.</returns>
    public IConfigurationSection? GetSection(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Parts.Adapters.Add(name);
        return Configuration?.GetSection(name);
    }
}
