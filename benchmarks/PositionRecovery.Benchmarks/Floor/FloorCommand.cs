using PositionRecovery.Benchmarks.Stores;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What the library costs beside the least that anything could do with the same data, both measured in turns
/// in this run. Only the ratios may be compared between machines.</summary>
internal static class FloorCommand
{
    internal static int Run(string[] args)
    {
        if (FloorOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(FloorOptions.Usage);
            return 2;
        }

        if (options.Has("reconcile"))
        {
            ReconcileFloor.Run(options);
        }

        if (options.Has("state"))
        {
            StateFloor.Run(options);
        }

        if (options.Has("parse"))
        {
            ParseFloor.Run();
        }

        if (options.Has("recover"))
        {
            RecoverFloor.Run();
        }

        if (options.Has("load") || options.Has("commit"))
        {
            RunStores(options);
        }

        return 0;
    }

    private static void RunStores(FloorOptions options)
    {
        using RedisServer? redis = RedisServer.Find(options);
        if (options.Has("commit"))
        {
            CommitFloor.Run(options, redis?.Address);
        }

        if (options.Has("load"))
        {
            LoadFloor.Run(options, redis?.Address);
        }
    }
}
