namespace PositionRecovery.Sample;

/// <summary>Shows what is stored.</summary>
internal static class InspectCommand
{
    public static async Task<int> RunAsync(
        StoredTrader trader, int? journal, int? history, string form, TextWriter output, CancellationToken cancellationToken)
    {
        await using IPositionStore store = trader.Address.Existing();
        StoredPicture picture = await trader.LoadAsync(store, cancellationToken);
        var found = new Inspection(trader, picture);
        IEnumerable<JournalEntry> entries = trader.Reader(store).ReadJournalAsync(cancellationToken)
            .ToBlockingEnumerable(cancellationToken);
        if (journal is { } last)
        {
            (IReadOnlyList<JournalEntry> read, string? broken) = Last(entries, last);
            found = found with { Journal = read, Break = broken };
        }

        if (history is { } latest)
        {
            (IReadOnlyList<PositionChange> read, string? broken) = Last(PositionHistory.Of(entries), latest);
            found = found with { History = read, Break = broken };
        }

        Show(found, form, output);
        return found.IsDamaged ? ExitCode.Damaged : ExitCode.Intact;
    }

    private static void Show(Inspection found, string form, TextWriter output)
    {
        if (form == Forms.Json)
        {
            output.Write(StoredJson.Of(found));
            return;
        }

        Screen.Show(output, screen =>
        {
            StoredView.ShowHead(screen, found);
            if (found.Journal is { } entries)
            {
                JournalView.Show(screen, entries);
            }

            if (found.History is { } changes)
            {
                JournalView.Show(screen, changes);
            }

            if (found is { Journal: null, History: null })
            {
                StoredView.Show(screen, found.Picture.State, form);
            }
        });
    }

    /// <summary>The last items, up to the end or to where the journal is broken.</summary>
    private static (IReadOnlyList<T> Items, string? Break) Last<T>(IEnumerable<T> items, int count)
    {
        var last = new Queue<T>();
        try
        {
            foreach (T item in items)
            {
                last.Enqueue(item);
                if (last.Count > count)
                {
                    last.Dequeue();
                }
            }

            return ([.. last], null);
        }
        catch (StoreException broken) when (broken.IsDamage)
        {
            return ([.. last], broken.Message);
        }
    }
}
