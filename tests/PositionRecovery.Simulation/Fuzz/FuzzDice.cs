namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Numbers that look random, the same for the same seed and mutant.</summary>
internal struct FuzzDice(ulong seed, long mutant)
{
    private ulong _state = Mixed(seed) ^ Mixed((ulong)mutant * 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 up to a limit, which is left out.</summary>
    internal int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        return (int)(((Mixed(_state) >> 32) * (ulong)limit) >> 32);
    }

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
