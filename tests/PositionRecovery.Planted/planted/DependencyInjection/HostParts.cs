using Microsoft.Extensions.Configuration;

namespace PositionRecovery;

/// <summary>What the builder collects that is no service of its own.</summary>
internal sealed class HostParts
{
    internal IConfigurationSection? Section { get; init; }

    /// <summary>The sections that adapters read.</summary>
    internal HashSet<string> Adapters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Strategies that are services under their own type, so that the container disposes each once.</summary>
    internal List<Func<IServiceProvider, IRecoverableStrategy>> Strategies { get; } = [];

    internal List<Func<IServiceProvider, IEnumerable<InstrumentDefinition>>> Instruments { get; } = [];

    internal Func<IServiceProvider, SessionDescription>? Session { get; set; }
}
