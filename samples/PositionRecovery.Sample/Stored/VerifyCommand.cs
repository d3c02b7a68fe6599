using PositionRecovery.Sqlite;
using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Proves what is stored: the file, the journal by its chain, the rows by their checks and by the journal.
/// </summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(
        StoredTrader trader, string? anchorFile, string form, TextWriter output, CancellationToken cancellationToken)
    {
        JournalAnchor? anchor = anchorFile is null ? null : ReadAnchor(anchorFile);
        await using IPositionStore store = trader.Address.Existing();
        IReadOnlyList<string>? file = store is SqlitePositionStore sqlite
            ? await sqlite.CheckIntegrityAsync(cancellationToken)
            : null;
        if (file is { Count: > 0 })
        {
            // What a damaged file says of its content proves nothing.
            throw new RefusalException(
                ExitCode.Damaged,
                $"The database is damaged. Keep it, and restore a backup.\n{string.Join('\n', file.Select(Words.Plain))}");
        }

        await trader.LoadAsync(store, cancellationToken);
        var proof = new Proof(file, await trader.Reader(store).VerifyAsync(anchor, cancellationToken));
        if (form == Forms.Json)
        {
            output.Write(StoredJson.Of(trader, proof));
        }
        else
        {
            Screen.Show(output, screen => Show(screen, trader, proof, anchor));
        }

        return proof.IsIntact ? ExitCode.Intact : ExitCode.Damaged;
    }

    private static void Show(IAnsiConsole screen, StoredTrader trader, Proof proof, JournalAnchor? anchor)
    {
        JournalVerification journal = proof.State.Journal;
        Page.Text(screen, $"Trader {trader.Id} in {trader.Address.Name}");
        screen.WriteLine();
        if (proof.File is not null)
        {
            Line(screen, "file", isRight: true, "SQLite finds no fault.");
        }

        string where = journal.FirstBadSequence is { } bad ? $"{Words.Of(journal.Fault)} at record {bad}. " : string.Empty;
        Line(screen, "journal", journal.IsIntact, where + journal.Explanation);
        Lines(screen, "rows", "Every row is what was written.", [.. proof.State.Quarantined.Select(StoredView.Describe)]);
        if (journal.IsIntact)
        {
            Lines(screen, "state", "The rows say what the journal says.", proof.State.Differences);
        }
        else
        {
            Line(screen, "state", isRight: null, "Not compared: the journal must be right for that.");
        }

        Line(
            screen,
            "anchor",
            isRight: anchor is null ? null : journal.IsIntact,
            anchor is null
                ? "None given (--anchor): a store that was put back to an older copy as a whole would not show."
                : $"The journal is compared with record {anchor.Sequence}, as known from elsewhere.");
        if (trader.Key is null)
        {
            Line(screen, "key", isRight: null, "None given (--key-env): accidents show, a forger who knows this library does not.");
        }

        screen.WriteLine();
        Page.Text(screen, proof.IsIntact ? "Intact." : "Damaged.");
        if (proof.IsIntact)
        {
            // One line, however wide: it is to be kept as a file.
            Page.Text(screen, "This line is an anchor for the next time, when kept elsewhere:");
            screen.Write(new Text(Words.Plain(journal.Reached.ToString())).Overflow(Overflow.Fold));
            screen.WriteLine();
        }
    }

    private static void Lines(IAnsiConsole screen, string what, string right, IReadOnlyList<string> wrong)
    {
        if (wrong.Count == 0)
        {
            Line(screen, what, isRight: true, right);
        }

        foreach (string problem in wrong)
        {
            Line(screen, what, isRight: false, problem);
        }
    }

    private static void Line(IAnsiConsole screen, string what, bool? isRight, string text)
    {
        (string mark, Style style) = isRight switch
        {
            true => ("ok", new Style(Color.Green)),
            false => ("WRONG", new Style(Color.Red, decoration: Decoration.Bold)),
            null => ("-", new Style(Color.Grey)),
        };
        Page.Text(screen, text, $"  {mark,-6} {what,-8} ", new string(' ', 18), style);
    }

    private static JournalAnchor ReadAnchor(string file)
    {
        try
        {
            return JournalAnchor.Parse(File.ReadAllText(file));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new BadDataException($"{file}: {bad.Message}", bad);
        }
    }
}
