using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests;

/// <summary>A position that is read several times, an hour apart, by an engine that trades nothing itself, and whose
/// executions the venue lists some time after the position showed them: any of them at any later read, the last read
/// shows all.</summary>
internal sealed record SlowVenueScript(IReadOnlyList<SlowExecution> Executions, int Reads, bool HasAverages)
{
    /// <summary>Few sizes and few prices, so that executions often cancel one another out.</summary>
    internal static Arbitrary<SlowVenueScript> Any { get; } = Arb.From(
        from reads in Gen.Choose(2, 6)
        from count in Gen.Choose(2, 10)
        from executions in Execution(reads).ArrayOf(count)
        from isClosed in Gen.Elements(false, true)
        from hasAverages in Gen.Elements(false, true)
        select new SlowVenueScript(isClosed ? Closed(executions, reads) : executions, reads, hasAverages),
        Simpler);

    public override string ToString() =>
        string.Join(Environment.NewLine, ["", $"Reads = {Reads}, HasAverages = {HasAverages}", .. Executions, ""]);

    private static Gen<SlowExecution> Execution(int reads) =>
        from quantity in Gen.Elements(-3, -2, -1, 1, 2, 3)
        from price in Gen.Choose(10, 13)
        from hour in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, reads - 1)))
        from listed in Gen.Frequency((1, Gen.Constant(hour)), (2, Gen.Choose(hour, reads - 1)))
        from isCounted in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new SlowExecution(quantity, price, hour, listed, isCounted);

    private static SlowExecution[] Closed(SlowExecution[] executions, int reads)
    {
        int held = executions.Sum(e => e.Quantity);
        return held == 0 ? executions : [.. executions, new SlowExecution(-held, 11, reads - 1, reads - 1, false)];
    }

    private static IEnumerable<SlowVenueScript> Simpler(SlowVenueScript script) =>
        script.Executions.Select((_, i) => script with
        {
            Executions = [.. script.Executions.Where((_, j) => i != j)],
        });
}

/// <summary>One execution, of an order of its own.</summary>
/// <param name="Quantity">Signed.</param>
/// <param name="Price">The price.</param>
/// <param name="Hour">Before which read it happens.</param>
/// <param name="Listed">From which read on it is listed.</param>
/// <param name="IsCounted">Whether its order is shown as filled before it is listed itself.</param>
internal sealed record SlowExecution(int Quantity, int Price, int Hour, int Listed, bool IsCounted);
