using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>What happened, as a person reads it.</summary>
internal static class JournalView
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<JournalEntry> entries) => Page.Table(
        screen,
        "Journal",
        "It is empty.",
        ["#Entry", "Written", "By", "What", "Details"],
        entries.Select(entry => (IRenderable[])
        [
            Words.Cell(Words.Of(entry.Sequence)),
            Words.Cell(Words.Of(entry.At)),
            Words.Cell(Words.Of(entry.Actor)),
            Words.Cell(EventText.Name(entry.Event)),
            Words.Cell(EventText.Details(entry.Event)),
        ]));

    public static void Show(IAnsiConsole screen, IReadOnlyList<PositionChange> changes) => Page.Table(
        screen,
        "Position history",
        "No position has changed yet.",
        ["#Entry", "When", "Position", "What", "#Quantity", "#Average", "#Realised", "Cause"],
        changes.Select(change => (IRenderable[])
        [
            Words.Cell(Words.Of(change.Sequence)),
            Words.Cell(Words.Of(change.At)),
            Words.Lines([Words.Of(change.After.Key.Instrument, change.After.Key.Side), change.After.Key.Strategy.Value]),
            Words.Cell(Words.Of(change.Kind)),
            Words.Lines(Both(change, p => Words.Of(p.Quantity))),
            Words.Lines(Both(change, p => Words.Of(p.AveragePrice))),
            Words.Lines(Both(change, p => Words.Of(p.RealizedPnl))),
            Words.Cell(change.Cause),
        ]),
        isSpaced: true);

    public static void ShowHeld(IAnsiConsole screen, IReadOnlyList<ExecutionEvent> events) => Page.Table(
        screen,
        "Events held until their order is known",
        "None.",
        ["When", "What", "Details"],
        events.Select(happened => (IRenderable[])
        [
            Words.Cell(Words.Of(happened.At)),
            Words.Cell(EventText.Name(happened)),
            Words.Cell(EventText.Details(happened)),
        ]));

    /// <summary>The old value above the new one.</summary>
    private static string[] Both(PositionChange change, Func<PositionSnapshot, string> value) =>
        [change.Before is { } before ? value(before) : "–", value(change.After)];
}
