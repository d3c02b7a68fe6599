using PositionRecovery.Simulation;

// The pool has one thread, and it does everything; this one waits.
Task<int> run = Task.Run(() => Runner.RunAsync(args));
return run.GetAwaiter().GetResult();
