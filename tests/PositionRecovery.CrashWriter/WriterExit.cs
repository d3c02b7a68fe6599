namespace PositionRecovery.CrashWriter;

/// <summary>How a writer ends, unless it is killed.</summary>
public static class WriterExit
{
    public const int Done = 0;

    public const int Usage = 1;

    public const int Refused = 2;

    public const int Fenced = 3;

    public const int Conflict = 4;

    public const int Failed = 5;

    public const int Abandoned = 6;
}
