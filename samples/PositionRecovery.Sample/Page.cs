using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>The one look that titles, texts and tables have.</summary>
internal static class Page
{
    public static void Title(IAnsiConsole screen, string title)
    {
        screen.WriteLine();
        screen.Write(Words.Cell(title, new Style(decoration: Decoration.Bold)));
        screen.WriteLine();
    }

    /// <summary>Shows a titled table, or says that there is nothing to show. Columns that begin with # hold numbers, and
    /// one whose name has two lines holds two values; a spaced table has an empty line between rows that are taller than
    /// one.</summary>
    public static void Table(
        IAnsiConsole screen,
        string title,
        string nothing,
        string[] columns,
        IEnumerable<IRenderable[]> rows,
        bool isSpaced = false)
    {
        Title(screen, title);
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            bool isNumber = column.StartsWith('#');
            var header = new TableColumn(
                Words.Lines((isNumber ? column[1..] : column).Split('\n'), new Style(Color.Grey)));
            table.AddColumn(isNumber ? header.RightAligned() : header);
        }

        foreach (IRenderable[] row in rows)
        {
            if (isSpaced && table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }

            table.AddRow(row);
        }

        if (table.Rows.Count == 0)
        {
            Text(screen, nothing, first: "  ");
        }
        else
        {
            screen.Write(table);
        }
    }

    public static void Text(IAnsiConsole screen, string text) => Text(screen, text, first: string.Empty);

    public static void Text(IAnsiConsole screen, string text, string first) => Text(screen, text, first, next: first);

    /// <summary>Writes text wrapped between words, each line with its margin. A word wider than the screen is left to
    /// the terminal, which breaks it better than a space would.</summary>
    public static void Text(IAnsiConsole screen, string text, string first, string next, Style? style = null)
    {
        var line = new StringBuilder(first);
        bool isEmpty = true;
        foreach (string word in Words.Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > screen.Profile.Width)
            {
                Line(screen, line, style);
                line.Clear().Append(next);
                isEmpty = true;
            }

            line.Append(isEmpty ? string.Empty : " ").Append(word);
            isEmpty = false;
        }

        Line(screen, line, style);
    }

    private static void Line(IAnsiConsole screen, StringBuilder line, Style? style)
    {
        screen.Write(new Text(line.ToString(), style));
        screen.WriteLine();
    }
}
