namespace PositionRecovery.Tests.Recovery;

public sealed class PhaseTableTests
{
    private const string Impossible = "-";

    // One row a phase; columns: Done, Failed, Withheld, Stopped, Again, Skipped.
    private static readonly string[] Table =
    [
        "Unknown    Waiting   Failed  -        Stopped  -      -",
        "Waiting    Load      Failed  -        Stopped  -      -",
        "Load       Query     Failed  -        Stopped  -      -",
        "Query      Reconcile Failed  -        Stopped  -      Ready",
        "Reconcile  Approve   Failed  Planned  Stopped  -      -",
        "Approve    Commit    Failed  Planned  Stopped  -      -",
        "Commit     Notify    Failed  Planned  Stopped  Query  -",
        "Notify     Protect   Failed  -        Stopped  -      -",
        "Protect    WarmUp    Failed  -        Stopped  -      -",
        "WarmUp     Ready     Failed  -        Stopped  -      -",
        "Ready      Ready     Failed  -        Stopped  -      -",
        "Planned    Waiting   Failed  -        Stopped  -      -",
        "Failed     Waiting   Failed  -        Stopped  -      -",
        "Stopped    Stopped   Stopped Stopped  Stopped  Stopped Stopped",
    ];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (string[] cells in Table.Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                for (int i = 1; i < cells.Length; i++)
                {
                    rows.Add(cells[0], ((PhaseSignal)i).ToString(), cells[i]);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void Table_NamesEveryPhaseAndSignal()
    {
        Assert.Equal(
            Enum.GetNames<RecoveryPhase>().Order(), Table.Select(static r => r[..r.IndexOf(' ')]).Order());
        Assert.Equal(6, Enum.GetValues<PhaseSignal>().Length);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Next_PhaseAndSignal_IsTheRow(string phase, string signal, string next)
    {
        var from = Enum.Parse<RecoveryPhase>(phase);
        var how = Enum.Parse<PhaseSignal>(signal);
        if (next == Impossible)
        {
            Assert.Throws<InvariantException>(() => PhaseTable.Next(from, how));
        }
        else
        {
            Assert.Equal(next, PhaseTable.Next(from, how).ToString());
        }
    }
}
