using System.Globalization;

namespace PositionRecovery.Redis.Tests;

/// <summary>KILLS sets how many are killed, KILL_SEED when.</summary>
internal sealed class KillSettings
{
    private const int Few = 15;

    public int Kills { get; } = Setting("KILLS", Few);

    public int Seed { get; } = Setting("KILL_SEED", 20260301);

    public Random Random => field ??= new Random(Seed);

    public override string ToString() => $"KILLS={Kills} KILL_SEED={Seed}";

    /// <summary>Finer than a timer: the moment within a commit is what matters.</summary>
    public static void Wait(int microseconds) =>
        SpinWait.SpinUntil(static () => false, TimeSpan.FromMicroseconds(microseconds));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
