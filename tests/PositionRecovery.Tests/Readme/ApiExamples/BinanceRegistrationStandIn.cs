using ApiExamples;
using Microsoft.Extensions.Configuration;
using PositionRecovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds accounts to a container.</summary>
internal static class BinancePositionRecoveryBuilderExtensions
{
    public static PositionRecoveryBuilder AddBinance(this PositionRecoveryBuilder builder, string name)
    {
        IConfigurationSection section = builder.GetSection("Binance")!.GetSection(name);
        return builder.AddVenue(_ => Exchange.Current.PortsOf(new(section["Account"]!)));
    }
}
