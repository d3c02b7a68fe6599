namespace PositionRecovery.Sample;

/// <summary>What a run tells the script that started it. From 64 on they are those of <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int InSync = 0;

    public const int Repaired = 1;

    public const int Unverified = 2;

    /// <summary>Stored state that is damaged, or of which a part could not be proven.</summary>
    public const int Damaged = Unverified;

    public const int BadUsage = 64;

    public const int BadData = 65;

    /// <summary>The store cannot be reached or used.</summary>
    public const int Unavailable = 69;

    /// <summary>Somebody else owns the trader now.</summary>
    public const int Owned = 75;

    public static int Of(ReconciliationPlan plan)
    {
        bool isOpen = plan.Questions.Count > 0
            || plan.Verdicts.Any(v => v.Verdict == Verdict.Unverified || v.IsPending || v.IsWithheld);
        bool isEqual = plan.Events.Count == 0
            && plan.Diff.All(d => d.Severity == Severity.Info)
            && plan.Verdicts.All(v => v.Verdict == Verdict.Verified);
        return isOpen ? Unverified : isEqual ? InSync : Repaired;
    }
}
