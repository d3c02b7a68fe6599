using System.Reflection;
using BenchmarkDotNet.Running;
using PositionRecovery.Benchmarks.Floor;

if (args is ["floor", ..])
{
    return FloorCommand.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
