namespace PositionRecovery.Sample;

/// <summary>What a run tells the script that started it. From 64 on they are those of <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int InSync = 0;

    public const int Repaired = 1;

    public const int Unverified = 2;

    /// <summary>Of what is stored: all of it is what was written.</summary>
    public const int Intact = 0;

    /// <summary>Of what is stored: some of it is not what was written.</summary>
    public const int Damaged = 2;

    public const int BadUsage = 64;

    public const int BadData = 65;

    /// <summary>There is no such database, or nothing was ever stored of the trader.</summary>
    public const int NothingThere = 66;

    /// <summary>The store cannot be reached, or is not set up right.</summary>
    public const int Unavailable = 69;

    /// <summary>A file that was asked for cannot be made.</summary>
    public const int CannotCreate = 73;

    /// <summary>Somebody else owns the trader: later it may work.</summary>
    public const int Owned = 75;

    /// <summary>Stopped by Ctrl-C before its end.</summary>
    public const int Interrupted = 130;

    public static int Of(ReconciliationPlan plan)
    {
        bool isOpen = plan.Questions.Count > 0
            || plan.Verdicts.Any(v => v.Verdict == Verdict.Unverified || v.IsPending || v.IsWithheld);
        bool isEqual = plan.Events.Count == 0
            && plan.Diff.All(d => d.Severity == Severity.Info)
            && plan.Verdicts.All(v => v.Verdict == Verdict.Verified);
        return isOpen ? Unverified : isEqual ? InSync : Repaired;
    }

    public static int Of(StoreException failed) => failed.IsDamage ? Damaged : Unavailable;
}
