using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>Stored state as a person reads it: all that is open or under way, and the latest of what has ended.
/// </summary>
internal static class StoredView
{
    /// <summary>How many ended orders, positions and sessions a page shows. JSON has all of them.</summary>
    public const int Ended = 20;

    public static void ShowHead(IAnsiConsole screen, Inspection found)
    {
        StoredPicture picture = found.Picture;
        Page.Text(
            screen,
            $"Trader {found.Trader.Id} in {found.Trader.Address.Name}: {picture.Sequence} journal entries, epoch "
            + $"{picture.Epoch}");
        foreach (string warning in found.Warnings)
        {
            Page.Text(screen, warning, "  ! ", "    ", Words.Colour(Severity.Warning));
        }

        foreach (QuarantinedRow row in picture.Quarantined)
        {
            Page.Text(screen, Describe(row), "  ! ", "    ", Words.Colour(Severity.Critical));
        }
    }

    public static void Show(IAnsiConsole screen, TraderState state, string form)
    {
        if (form == Forms.Tree)
        {
            StoredTree.Show(screen, state);
            return;
        }

        PositionView.Show(screen, state);
        ShowOrders(screen, state.Snapshot.Orders);
        ShowBalances(screen, state.Snapshot.Balances);
        ShowSessions(screen, state.Sessions);
        ShowStrategies(screen, state.StrategyStates);
        if (state.HeldEvents.Count > 0)
        {
            JournalView.ShowHeld(screen, state.HeldEvents);
        }
    }

    public static string Describe(QuarantinedRow row) =>
        $"{Words.Of(row.Kind)} row '{row.Key}': {row.Reason}"
        + (row.IsRebuilt ? "; rebuilt from the journal." : "; not usable.");

    /// <summary>What was stored, without the bytes: they mean something to the strategy only.</summary>
    public static string Describe(StrategySnapshot state) =>
        $"version {state.Version} as of {Words.Of(state.AsOf)}, {Words.Of(state.Bytes.Length)} bytes";

    public static string Describe(OrderIntent order) =>
        $"{Words.Of(order.Side)} {Words.Of(order.Quantity)} {Words.Of(order.Type)}"
        + (order.Price is { } price ? $" @ {Words.Of(price)}" : string.Empty)
        + (order.TriggerPrice is { } trigger ? $" trigger {Words.Of(trigger)}" : string.Empty);

    /// <summary>All that goes on, and the latest of what has ended.</summary>
    /// <returns>The items, and how many are left out.</returns>
    public static (IReadOnlyList<T> Shown, int Hidden) Part<T>(
        IReadOnlyCollection<T> all, Func<T, bool> hasEnded, Func<T, DateTimeOffset?> at)
    {
        T[] ended = [.. all.Where(hasEnded).OrderByDescending(at)];
        return ([.. all.Where(item => !hasEnded(item)), .. ended.Take(Ended)], Math.Max(0, ended.Length - Ended));
    }

    public static void ShowHidden(IAnsiConsole screen, int hidden, string what)
    {
        if (hidden > 0)
        {
            Page.Text(screen, $"and {hidden} earlier {what} that have ended; --as json has all.", first: "  ");
        }
    }

    private static void ShowOrders(IAnsiConsole screen, IReadOnlyList<OrderSnapshot> orders)
    {
        (IReadOnlyList<OrderSnapshot> shown, int hidden) =
            Part(orders, static o => o.IsTerminal, static o => o.UpdatedAt ?? o.IntendedAt);
        Page.Table(
            screen,
            "Orders",
            "None.",
            ["Order", "Position", "Order is to", "#Filled", "#Average", "Status", "Intended"],
            shown.Select(order => (IRenderable[])
            [
                Words.Lines([order.Intent.Id.Value, order.VenueOrder?.Value ?? "–"]),
                Words.Lines(
                    [Words.Of(order.Intent.Instrument, order.Intent.PositionSide), order.Intent.Strategy.Value]),
                Words.Cell(Describe(order.Intent)),
                Words.Cell(Words.Of(order.Filled)),
                Words.Cell(Words.Of(order.AveragePrice)),
                Words.Lines(order.Reason is null ? [Words.Of(order.Status)] : [Words.Of(order.Status), order.Reason]),
                Words.Cell(order.IntendedAt is { } at ? Words.Of(at) : "–"),
            ]));
        ShowHidden(screen, hidden, "orders");
    }

    private static void ShowBalances(IAnsiConsole screen, IReadOnlyList<BalanceSnapshot> balances) => Page.Table(
        screen,
        "Balances",
        "None.",
        ["Account", "Asset", "#Total", "#Available", "#External"],
        balances.Select(balance => (IRenderable[])
        [
            Words.Cell(balance.Account.Value),
            Words.Cell(balance.Asset.Value),
            Words.Cell(Words.Of(balance.Total)),
            Words.Cell(Words.Of(balance.Available)),
            Words.Cell(Words.Of(balance.External)),
        ]));

    private static void ShowStrategies(IAnsiConsole screen, IReadOnlyList<StoredStrategyState> stored)
    {
        if (stored.Count == 0)
        {
            return;
        }

        Page.Table(
            screen,
            "Stored states of strategies",
            "None.",
            ["Strategy", "What", "States, the latest last"],
            stored.Select(one => (IRenderable[])
            [
                Words.Cell(one.Strategy.Value),
                Words.Cell(Words.Of(one.Part)),
                Words.Lines([.. one.States.Select(Describe)]),
            ]));
    }

    private static void ShowSessions(IAnsiConsole screen, IReadOnlyList<SessionSnapshot> sessions)
    {
        (IReadOnlyList<SessionSnapshot> shown, int hidden) =
            Part(sessions, static s => s.Status != SessionStatus.Active, static s => s.StartedAt);
        Page.Table(
            screen,
            "Sessions",
            "None.",
            ["Session", "Status", "From and to", "#Capital", "#Orders", "#Fills", "#Won", "#Lost"],
            shown.Select(session => (IRenderable[])
            [
                Words.Cell(session.Id.Value),
                Words.Cell(Words.Of(session.Status)),
                Words.Lines(
                    [Words.Of(session.StartedAt), session.EndedAt is { } end ? Words.Of(end) : "still running"]),
                Words.Lines([Words.Of(session.InitialCapital), Words.Of(session.FinalCapital)]),
                Words.Cell(Words.Of(session.Orders)),
                Words.Cell(Words.Of(session.Fills)),
                Words.Cell(Words.Of(session.Wins)),
                Words.Cell(Words.Of(session.Losses)),
            ]));
        ShowHidden(screen, hidden, "sessions");
    }
}
