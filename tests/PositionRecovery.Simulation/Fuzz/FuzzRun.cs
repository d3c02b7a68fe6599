using System.Diagnostics;
using System.Globalization;

namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Damaged stored rows and journal records, by the million: every one is refused with a reason, or is, without
/// a key, a record that somebody could have written. The same seed damages the same way on any number of cores.</summary>
internal static class FuzzRun
{
    /// <summary>What a refusal may allocate.</summary>
    internal const long MostAllocated = 64 * 1024;

    private const long Share = 16 * 1024;

    private const int Tries = 3;

    private const long EnoughToTell = 100_000;

    /// <summary>Longer, each time it is tried, and reading it has no bound.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMilliseconds(50);

    /// <summary>Damages and reads.</summary>
    /// <param name="records">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="output">Where the counts and the rate go.</param>
    /// <returns>0 without a violation, otherwise 1.</returns>
    internal static int Run(long records, ulong seed, TextWriter output)
    {
        long begun = Stopwatch.GetTimestamp();
        long next = 0;
        FuzzTally[] tallies = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new FuzzTally())];
        Thread[] threads = [.. tallies.Select(t => new Thread(() => Work(t)))];
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());
        var all = new FuzzTally();
        Array.ForEach(tallies, all.Add);
        if (records >= EnoughToTell)
        {
            RequireReach(all);
        }

        all.Show(output);
        TimeSpan took = Stopwatch.GetElapsedTime(begun);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{records:N0} damaged records, seed {seed}: {all.Violations} violations; at most {all.MostAllocated:N0} "
            + $"bytes for a refusal, {all.Longest.TotalMilliseconds:0.000} ms for one; "
            + $"{took.TotalSeconds:0.0} s, {records / took.TotalSeconds:N0}/s on {threads.Length} cores"));
        return all.Violations == 0 ? 0 : 1;

        void Work(FuzzTally tally)
        {
            IFuzz[] kinds =
                [new RowFuzz(false), new RowFuzz(true), new RecordFuzz(false), new RecordFuzz(true)];
            while (Interlocked.Add(ref next, Share) - Share is var from && from < records)
            {
                for (long mutant = from; mutant < Math.Min(from + Share, records); mutant++)
                {
                    var dice = new FuzzDice(seed, mutant);
                    int kind = (int)(mutant % FuzzCase.Count);
                    kinds[kind].Make(ref dice);
                    Attempt(kinds[kind], kind, tally, seed, mutant);
                }
            }
        }
    }

    internal static FuzzOutcome Refused(RowDefect defect) => defect.Reason switch
    {
        RowDefectReason.Corrupt => FuzzOutcome.RefusedAsCorrupt,
        RowDefectReason.Newer => FuzzOutcome.RefusedAsNewer,
        RowDefectReason.Oversized => FuzzOutcome.RefusedAsOversized,
        RowDefectReason.NotAuthenticated => FuzzOutcome.RefusedAsNotAuthenticated,
        RowDefectReason.NeedsKey => FuzzOutcome.RefusedAsNeedsKey,
        var other => throw new InvalidOperationException($"The reason {other} is not known."),
    };

    private static void Attempt(IFuzz fuzz, int kind, FuzzTally tally, ulong seed, long mutant)
    {
        FuzzOutcome outcome;
        try
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long from = Stopwatch.GetTimestamp();
            outcome = fuzz.Read(out object? content, out long sequence);
            TimeSpan took = Stopwatch.GetElapsedTime(from);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (took > tally.Longest)
            {
                tally.Took(Shortest(fuzz, took));
                if (tally.Longest > Hang)
                {
                    tally.Violate($"seed {seed}, mutant {mutant}: took {tally.Longest}: {Convert.ToHexString(fuzz.Mutant)}");
                }
            }

            if (outcome == FuzzOutcome.TakenAndWrittenBack)
            {
                outcome = fuzz.IsWrittenBack(content!, sequence) ? outcome : FuzzOutcome.SilentlyTaken;
            }
            else if (outcome != FuzzOutcome.Unchanged)
            {
                tally.Allocated(allocated);
                if (allocated > MostAllocated)
                {
                    tally.Violate($"seed {seed}, mutant {mutant}: {allocated} bytes: {Convert.ToHexString(fuzz.Mutant)}");
                }
            }
        }
        catch (Exception thrown)
        {
            outcome = FuzzOutcome.Threw;
            tally.Violate($"seed {seed}, mutant {mutant}: {thrown}");
        }

        tally.Add(kind, outcome);
        if (outcome == FuzzOutcome.SilentlyTaken)
        {
            tally.Violate($"seed {seed}, mutant {mutant}: taken as what it is not: {Convert.ToHexString(fuzz.Mutant)}");
        }
    }

    /// <summary>How long reading it takes: the machine may have paused once, hardly every time.</summary>
    private static TimeSpan Shortest(IFuzz fuzz, TimeSpan shortest)
    {
        for (int i = 0; i < Tries; i++)
        {
            long from = Stopwatch.GetTimestamp();
            fuzz.Read(out _, out _);
            TimeSpan took = Stopwatch.GetElapsedTime(from);
            shortest = took < shortest ? took : shortest;
        }

        return shortest;
    }

    /// <summary>Counts that cannot be, unless the damage does not reach what it is to reach.</summary>
    private static void RequireReach(FuzzTally all)
    {
        for (int kind = 0; kind < FuzzCase.Count; kind++)
        {
            bool isReached = FuzzCase.IsKeyed(kind)
                ? all.Of(kind, FuzzOutcome.RefusedByChain) + all.Of(kind, FuzzOutcome.RefusedAsNotAuthenticated) > 0
                : all.Of(kind, FuzzOutcome.TakenAndWrittenBack) > 0 && all.Of(kind, FuzzOutcome.RefusedAsCorrupt) > 0;
            if (!isReached)
            {
                all.Violate($"{FuzzCase.NameOf(kind)}: the damage never reached what reads them.");
            }
        }
    }
}
