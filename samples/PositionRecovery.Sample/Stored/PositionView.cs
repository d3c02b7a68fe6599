using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>Positions, open and ended.</summary>
internal static class PositionView
{
    public static void Show(IAnsiConsole screen, TraderState state)
    {
        Dictionary<InstrumentId, InstrumentDefinition> known = state.Snapshot.Instruments.ToDictionary(i => i.Id);
        (IReadOnlyList<PositionLife> shown, int hidden) =
            StoredView.Part(state.Lives, static l => l.IsClosed, static l => l.ClosedAt);
        Page.Table(
            screen,
            "Open positions",
            "None.",
            ["Position", "Status", "#Quantity", "#Entry\nMark", "#Unrealised\nRealised", "#Fees\nFunding",
                "#Stop loss\nTake profit", "Opened"],
            shown.Where(life => !life.IsClosed).Select(life => Open(life, known.GetValueOrDefault(life.Key.Instrument))),
            isSpaced: true);
        Page.Table(
            screen,
            "Ended positions",
            "None.",
            ["Position", "Status", "#Peak", "#Entry\nExit", "#Realised", "#Fees\nFunding", "Opened\nEnded", "Ended by"],
            shown.Where(life => life.IsClosed).Select(Closed),
            isSpaced: true);
        StoredView.ShowHidden(screen, hidden, "positions");
    }

    /// <summary>A position in one line.</summary>
    public static string Describe(PositionLife life, InstrumentDefinition? instrument)
    {
        string pnl = instrument is null ? "–" : Words.Of(life.UnrealizedPnl(instrument));
        return life.IsClosed
            ? $"{Words.Of(life.Status)}, realised {Words.Of(life.RealizedPnl)}"
            : $"{Words.Of(life.Status)} {Words.Of(life.Quantity)} @ {Words.Of(life.AverageEntry)}, unrealised {pnl}, "
                + $"realised {Words.Of(life.RealizedPnl)}";
    }

    private static IRenderable[] Open(PositionLife life, InstrumentDefinition? instrument)
    {
        string percent = life.UnrealizedPercent is { } p ? $" ({Words.Of(decimal.Round(p, 2))}%)" : string.Empty;
        string unrealised = instrument is null ? "–" : Words.Of(life.UnrealizedPnl(instrument)) + percent;
        return
        [
            Words.Lines(Name(life)),
            Status(life),
            Words.Cell(Words.Of(life.Quantity)),
            Words.Lines([Words.Of(life.AverageEntry), Words.Of(life.MarkPrice)]),
            Words.Lines([unrealised, Words.Of(life.RealizedPnl)]),
            Words.Lines([Words.Of(life.Fees), Words.Of(life.Funding)]),
            Words.Lines([Words.Of(life.StopLoss), Words.Of(life.TakeProfit)]),
            Words.Cell(life.OpenedAt is { } at ? Words.Of(at) : "–"),
        ];
    }

    private static IRenderable[] Closed(PositionLife life) =>
    [
        Words.Lines(Name(life)),
        Status(life),
        Words.Cell(Words.Of(life.PeakQuantity)),
        Words.Lines([Words.Of(life.AverageEntry), Words.Of(life.AverageExit)]),
        Words.Cell(Words.Of(life.RealizedPnl)),
        Words.Lines([Words.Of(life.Fees), Words.Of(life.Funding)]),
        Words.Lines([.. new[] { life.OpenedAt, life.ClosedAt }.Select(at => at is { } told ? Words.Of(told) : "–")]),
        Words.Cell(life.ExitReason ?? "–"),
    ];

    private static string[] Name(PositionLife life) =>
        [Words.Of(life.Key.Instrument, life.Key.Side), $"{life.Key.Strategy} in {life.Key.Account}"];

    private static Text Status(PositionLife life) => life.QuarantineReason is { } reason
        ? Words.Lines([Words.Of(life.Status), $"quarantined: {reason}"])
        : Words.Cell(Words.Of(life.Status));
}
