using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Strategies;

/// <summary>Whatever goes wrong on the way: never two orders of one leg, never an id twice, never more than the
/// position; and when things stop going wrong, every leg has its order.</summary>
public sealed class ExitProperties
{
    private static readonly Arbitrary<int[]> Scripts = Arb.From(
        from length in Gen.Choose(5, 80)
        from steps in Gen.Choose(0, 5_039).ArrayOf(length)
        select steps,
        static script => Enumerable.Range(0, script.Length)
            .Select(i => script.Where((_, at) => at != i).ToArray()));

    [Fact]
    public void Plan_CarriedOutWithFaultsAndInterference_ConvergesWithoutADuplicate() =>
        PropertyRun.Holds(Scripts, seed: 81, script =>
        {
            var world = new ExitWorld(script);
            world.Run();
            world.MustConverge();
        }, weight: 10);
}
