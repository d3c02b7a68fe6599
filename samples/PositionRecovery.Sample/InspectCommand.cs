using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>Shows what is stored of a trader.</summary>
internal sealed class InspectCommand(StateReader reader, TextWriter output)
{
    public async Task<int> RunAsync(
        StateForm form, int? journal, bool hasHistory, CancellationToken cancellationToken)
    {
        StoredPicture stored = await reader.LoadAsync(cancellationToken);
        TraderStateView.Show(output, stored.State, form);
        if (form == StateForm.Json)
        {
            return ExitCode.InSync;
        }

        List<JournalEntry> entries = journal is null && !hasHistory ? [] : await ReadAsync(cancellationToken);
        Screen.Show(output, screen =>
        {
            Page.Text(screen, $"Sequence {stored.Sequence}, epoch {stored.Epoch}.");
            foreach (string warning in stored.Warnings)
            {
                Page.Text(screen, warning);
            }

            ShowQuarantine(screen, stored.Quarantined);
            if (journal is { } count)
            {
                ShowJournal(screen, entries.TakeLast(count));
            }

            if (hasHistory)
            {
                ShowHistory(screen, PositionHistory.Of(entries));
            }
        });
        return stored.Quarantined.Count == 0 ? ExitCode.InSync : ExitCode.Damaged;
    }

    private async Task<List<JournalEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        await foreach (JournalEntry entry in reader.ReadJournalAsync(cancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static void ShowQuarantine(IAnsiConsole screen, IReadOnlyList<QuarantinedRow> rows)
    {
        if (rows.Count > 0)
        {
            Page.Table(
                screen,
                "Rows that cannot be used",
                "None.",
                ["Kind", "Key", "Why", "Rebuilt"],
                rows.Select(row => (IRenderable[])
                [
                    Words.Cell(Words.Of(row.Kind)),
                    Words.Cell(row.Key),
                    Words.Cell(row.Reason),
                    Words.Cell(row.IsRebuilt ? "from the journal" : "no"),
                ]));
        }
    }

    private static void ShowJournal(IAnsiConsole screen, IEnumerable<JournalEntry> entries) => Page.Table(
        screen,
        "Journal",
        "Empty.",
        ["#Sequence", "Time", "Actor", "Event", "About"],
        entries.Select(entry => (IRenderable[])
        [
            Words.Cell(Words.Of(entry.Sequence)),
            Words.Cell(Words.Of(entry.At)),
            Words.Cell(Words.Of(entry.Actor)),
            Words.Cell(Words.Kind(entry.Event)),
            Words.Cell(Words.Subject(entry.Event)),
        ]));

    private static void ShowHistory(IAnsiConsole screen, IEnumerable<PositionChange> history) => Page.Table(
        screen,
        "Position history",
        "Empty.",
        ["#Sequence", "Time", "Strategy", "Position", "Change", "#From", "#To", "#Average", "#Realised", "Cause"],
        history.Select(change => (IRenderable[])
        [
            Words.Cell(Words.Of(change.Sequence)),
            Words.Cell(Words.Of(change.At)),
            Words.Cell(change.After.Key.Strategy.Value),
            Words.Cell(Words.Of(change.After.Key.Instrument, change.After.Key.Side)),
            Words.Cell(Words.Of(change.Kind)),
            Words.Cell(Words.Of(change.Before?.Quantity ?? 0m)),
            Words.Cell(Words.Of(change.After.Quantity)),
            Words.Cell(Words.Of(change.After.AveragePrice)),
            Words.Cell(Words.Of(change.After.RealizedPnl)),
            Words.Cell(change.Cause),
        ]));
}
