using System.Text;

namespace PositionRecovery.Sample;

/// <summary>Makes one plan and shows it.</summary>
internal static class ReconcileCommand
{
    public static int Run(Incident files, bool isJson, TextWriter output)
    {
        ReconciliationPlan plan = files.Reconcile();
        if (isJson)
        {
            output.Write(Encoding.UTF8.GetString(SnapshotJson.Write(plan)));
        }
        else
        {
            Screen.Show(output, screen => PlanView.Show(screen, plan));
        }

        return ExitCode.Of(plan);
    }
}
