using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiExamples;

/// <summary>An engine in a host, as its owner would write it.</summary>
internal static class HostedEngine
{
    public static IHost Build(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services
            .AddPositionRecovery(builder.Configuration.GetSection("PositionRecovery"))
            .UseSqlite()                             // or .UseRedis(); reads PositionRecovery:Sqlite
            .AddBinance("main")                      // reads PositionRecovery:Binance:main
            .AddBinance("hedge")
            .AddStrategy<BreakoutStrategy>();
        builder.Services.AddHealthChecks().AddPositionRecovery();
        builder.Services.AddSingleton<MyFeed>();
        builder.Services.AddHostedService<TradingLoop>();   // starts after recovery, in whatever order registered
        return builder.Build();
    }
}
