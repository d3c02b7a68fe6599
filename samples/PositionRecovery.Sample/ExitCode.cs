namespace PositionRecovery.Sample;

/// <summary>What a run tells the script that started it. From 64 on they are those of <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int InSync = 0;

    public const int Repaired = 1;

    public const int Unverified = 2;

    public const int BadUsage = 64;

    public const int BadData = 65;

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
