using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Makes what a trader needs in a store, and says what was there and what was made.</summary>
internal static class InitCommand
{
    public static async Task<int> RunAsync(
        StoredTrader trader, bool acceptsLoss, TextWriter output, CancellationToken cancellationToken)
    {
        await using IPositionStore store = trader.Address.Made(acceptsLoss);
        OpenResult opened = await store.OpenAsync(Request(trader.Id), cancellationToken);
        if (opened.Lease is not { } lease)
        {
            throw new RefusalException(
                ExitCode.Owned,
                $"Trader '{trader.Id}' exists and is owned by '{opened.CurrentOwner}', whose lease lasts still. Nothing "
                + "was changed.");
        }

        StoredState stored = await store.LoadAsync(trader.Id, cancellationToken);
        await store.CommitAsync(
            lease,
            new StoreCommit { ExpectedSequence = stored.Sequence, ReleaseLease = true },
            cancellationToken);
        StoreHealth health = await store.CheckHealthAsync(cancellationToken);
        Screen.Show(output, screen => Show(screen, trader, opened.Warnings, stored, health));
        return ExitCode.Intact;
    }

    private static OpenRequest Request(TraderId trader) => new()
    {
        Trader = trader,
        Owner = $"init-db {Environment.MachineName}:{Environment.ProcessId}",
        LeaseTime = TimeSpan.FromSeconds(10),
    };

    private static void Show(
        IAnsiConsole screen, StoredTrader trader, IReadOnlyList<string> news, StoredState stored, StoreHealth health)
    {
        foreach (string text in news)
        {
            Page.Text(screen, text);
        }

        Page.Text(screen, stored.Epoch <= 1
            ? $"Trader {trader.Id} is made in {trader.Address.Name}: nothing is stored of it yet."
            : $"Trader {trader.Id} was in {trader.Address.Name} before, with {stored.Sequence} journal entries and "
                + $"{stored.Rows.Count} rows. They are as they were.");
        Page.Text(screen, $"What is committed {health.Durability}.");
        if (!health.IsHealthy)
        {
            Page.Text(screen, $"It takes no commits now: {health.Description}", string.Empty, "  ", Words.Colour(Severity.Critical));
        }
    }
}
