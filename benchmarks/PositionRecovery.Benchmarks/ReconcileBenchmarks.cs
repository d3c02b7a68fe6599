using BenchmarkDotNet.Attributes;
using PositionRecovery.Benchmarks.Data;
using PositionRecovery.Benchmarks.Floor;

namespace PositionRecovery.Benchmarks;

/// <summary>Reconciling beside the plain hash join of the same rows. Run with <c>--filter *</c>; add <c>--inProcess</c>
/// for a quick look.</summary>
[MemoryDiagnoser]
public class ReconcileBenchmarks
{
    private Dataset? _data;

    [Params(1_000, 10_000)]
    public int Keys { get; set; }

    [ParamsAllValues]
    public Mix Mix { get; set; }

    private Dataset Data => _data ?? throw new InvalidOperationException("Setup did not run.");

    [GlobalSetup]
    public void Setup()
    {
        _data = Dataset.Make(Mix, Keys);
        _data.Check(_data.Reconcile());
    }

    [Benchmark(Baseline = true)]
    public long Floor() => HashJoin.Run(Data.Cached, Data.Venue);

    [Benchmark]
    public ReconciliationPlan Reconcile() => Data.Reconcile();
}
