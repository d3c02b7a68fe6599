using PositionRecovery;
using PositionRecovery.CrashWriter;

// Commits to a store as fast as it can, and says what was acknowledged, until it is killed. Usage:
//   <store> <trader> <owner> [--engine] [--take-over] [--pause <ms>] [--lease <milliseconds>] [--commits <count>]
if (WriterArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync("Usage: <store> <trader> <owner> [--take-over] [--lease <ms>] [--commits <n>]");
    return WriterExit.Usage;
}

// Nobody is left behind when whoever started this is gone.
_ = Task.Run(async () =>
{
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    Environment.Exit(WriterExit.Abandoned);
});

Say("ready");
await using IPositionStore store = WriterStores.Connect(arguments.Store);
try
{
    return arguments.IsEngine
        ? await new Engine(store, arguments, Say).RunAsync()
        : await new Writer(store, arguments, Say).RunAsync();
}
catch (StoreException error)
{
    Say($"error {(error.IsTransient ? "transient" : "final")} {error.Message}");
    return WriterExit.Failed;
}

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
