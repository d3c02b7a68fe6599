using PositionRecovery.Simulation;
using PositionRecovery.Simulation.Fuzz;

Arguments arguments;
try
{
    arguments = Arguments.Parse([.. args.Where(static a => a != "--worker")]);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Arguments.Help);
    return 2;
}

if (arguments.Fuzz is { } records)
{
    return FuzzRun.Run(records, arguments.From, Console.Out);
}

if (!args.Contains("--worker"))
{
    return Task.Run(() => Jobs.RunAsync(args, arguments)).GetAwaiter().GetResult();
}

// The pool has one thread, and it does everything; this one waits.
return Task.Run(() => Runner.RunAsync(arguments)).GetAwaiter().GetResult();
