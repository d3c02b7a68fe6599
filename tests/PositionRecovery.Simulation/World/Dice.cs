namespace PositionRecovery.Simulation;

/// <summary>Chance from a seed: the same on every machine and in every build (xorshift64*, Vigna 2016).</summary>
internal sealed class Dice
{
    private ulong _state;

    internal Dice(ulong seed)
    {
        // Neighbouring seeds must not begin alike (SplitMix64).
        ulong mixed = seed + 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        _state = (mixed ^ (mixed >> 31)) | 1UL;
    }

    internal ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1DUL;
    }

    /// <summary>From 0 to below the limit.</summary>
    internal int Below(int limit) => (int)(Next() % (ulong)limit);

    internal int From(int first, int last) => first + Below(last - first + 1);

    /// <summary>True so many times in a hundred.</summary>
    internal bool Chance(int percent) => Below(100) < percent;

    internal T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
