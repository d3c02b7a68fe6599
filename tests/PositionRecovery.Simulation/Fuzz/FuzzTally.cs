using System.Globalization;

namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Counts what became of mutants. One a thread; added up at the end.</summary>
internal sealed class FuzzTally
{
    private const int MostShown = 10;

    private readonly long[,] _counts = new long[FuzzCase.Count, Enum.GetValues<FuzzOutcome>().Length];

    private readonly List<string> _violations = [];

    /// <summary>The most bytes that a refusal allocated.</summary>
    internal long MostAllocated { get; private set; }

    /// <summary>The longest that reading a mutant took, the shortest of its tries.</summary>
    internal TimeSpan Longest { get; private set; }

    internal long Violations { get; private set; }

    internal void Add(int kind, FuzzOutcome outcome) => _counts[kind, (int)outcome]++;

    internal void Violate(string what)
    {
        Violations++;
        if (_violations.Count < MostShown)
        {
            _violations.Add(what);
        }
    }

    internal void Allocated(long bytes) => MostAllocated = Math.Max(MostAllocated, bytes);

    internal void Took(TimeSpan time) => Longest = time > Longest ? time : Longest;

    internal long Of(int kind, FuzzOutcome outcome) => _counts[kind, (int)outcome];

    internal void Add(FuzzTally other)
    {
        for (int kind = 0; kind < _counts.GetLength(0); kind++)
        {
            for (int outcome = 0; outcome < _counts.GetLength(1); outcome++)
            {
                _counts[kind, outcome] += other._counts[kind, outcome];
            }
        }

        Allocated(other.MostAllocated);
        Took(other.Longest);
        Violations += other.Violations;
        _violations.AddRange(other._violations.Take(MostShown - _violations.Count));
    }

    internal void Show(TextWriter output)
    {
        for (int kind = 0; kind < _counts.GetLength(0); kind++)
        {
            foreach (FuzzOutcome outcome in Enum.GetValues<FuzzOutcome>())
            {
                if (Of(kind, outcome) > 0)
                {
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{Of(kind, outcome),14:N0}  {FuzzCase.NameOf(kind)}: {outcome}"));
                }
            }
        }

        _violations.ForEach(output.WriteLine);
    }
}
