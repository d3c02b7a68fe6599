using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests;

/// <summary>Runs a property over generated cases. Seeds are fixed, so that a run can be repeated and a failure is a
/// failure of the change at hand. <c>PROPERTY_CASES</c> sets how many cases there are, and <c>PROPERTY_SEED=random</c>
/// takes other ones each time; the message of a failure then names the seed.</summary>
internal static class PropertyRun
{
    /// <summary>How many cases each property is tried on.</summary>
    internal static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("PROPERTY_CASES") ?? "10000", CultureInfo.InvariantCulture);

    private static readonly string? Seed = Environment.GetEnvironmentVariable("PROPERTY_SEED");

    internal static void Holds(Arbitrary<CaseScript> cases, ulong seed, Action<Case> property) =>
        Holds<CaseScript>(cases, seed, script => property(Case.Of(script)));

    /// <param name="cases">The cases.</param>
    /// <param name="seed">Which of them.</param>
    /// <param name="property">What holds of each.</param>
    /// <param name="weight">How many ordinary cases one of these costs.</param>
    internal static void Holds<TScript>(
        Arbitrary<TScript> cases, ulong seed, Action<TScript> property, int weight = 1)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Cases / weight)).WithQuietOnSuccess(true);
        config = Seed switch
        {
            "random" => config,
            null => config.WithReplay(seed, Gamma),
            _ => config.WithReplay(ulong.Parse(Seed, CultureInfo.InvariantCulture), Gamma),
        };
        Prop.ForAll(cases, property).Check(config);
    }

    /// <summary>The second half of a seed, which must be odd.</summary>
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;
}
