namespace PositionRecovery;

/// <summary>The books of one position in the live state. An execution later than all others is added to the folds that
/// are at hand; anything else folds the history again, so the result is the same either way.</summary>
internal sealed class LiveBook(BookKey key)
{
    private readonly List<PositionSnapshot> _owners = [];
    private readonly Dictionary<string, PositionSnapshot> _told = new(StringComparer.Ordinal);
    private List<OwnedFill> _known = [];
    private FoldedBook? _folded;
    private FillSnapshot? _last;

    internal BookKey Key { get; } = key;

    internal AccountBookSnapshot? Book { get; private set; }

    /// <summary>The strategies' books, in order of name.</summary>
    internal IReadOnlyList<PositionSnapshot> Owners => _owners;

    internal List<LiveOrder> Orders { get; } = [];

    /// <summary>The lives of the strategies' positions, open and ended.</summary>
    internal List<LiveLife> Lives { get; } = [];

    internal bool IsDirty { get; set; }

    /// <summary>What the unit being added does to it; <c>null</c> between units.</summary>
    internal BookMoves? Moves { get; set; }

    internal bool HasPlaceholder => _known.Exists(static k => k.Fill.IsPlaceholder);

    internal PositionSnapshot? Owner(StrategyId strategy) =>
        IndexOf(strategy) is var index and >= 0 ? _owners[index] : null;

    internal void Load(AccountBookSnapshot? book, IEnumerable<PositionSnapshot> owners)
    {
        Book = book ?? Book;
        foreach (PositionSnapshot owner in owners)
        {
            Put(owner);
        }
    }

    /// <summary>The strategies' books that changed since this was last asked.</summary>
    internal IEnumerable<PositionSnapshot> Untold()
    {
        foreach (PositionSnapshot owner in _owners)
        {
            string name = owner.Key.Strategy.Value;
            if (!ReferenceEquals(_told.GetValueOrDefault(name), owner))
            {
                _told[name] = owner;
                yield return owner;
            }
        }
    }

    /// <summary>What is there now is what is stored.</summary>
    internal void TellAll()
    {
        foreach (PositionSnapshot owner in _owners)
        {
            _told[owner.Key.Strategy.Value] = owner;
        }
    }

    /// <summary>Takes the executions its orders list as known: part of what is stored.</summary>
    internal void Settle() => _known = Listed();

    /// <summary>The books after executions that its orders now list, and after events of its own.</summary>
    /// <param name="instrument">Its definition, if known.</param>
    /// <param name="added">The executions, when nothing else happened; otherwise <c>null</c>.</param>
    /// <param name="events">What else happened to the books.</param>
    internal void Fold(
        InstrumentDefinition? instrument, IReadOnlyList<OwnedFill>? added, IReadOnlyList<ExecutionEvent> events)
    {
        if (added is not null && events.Count == 0 && CanAppend(added))
        {
            Append(instrument, added);
            return;
        }

        _folded = null;
        List<OwnedFill> listed = Listed();
        var ledger = new KeyLedger(Key, instrument, Book, [.. _owners], _known);
        FoldedBook folded = BookEvents.Fold(ledger, listed, events);
        Take(folded);
        _known = listed;
        _last = LatestOf(listed);
        _folded = CanKeep() ? folded : null;
    }

    /// <summary>The folds at hand were made by another definition of the instrument.</summary>
    internal void Forget() => _folded = null;

    /// <summary>What must be kept to take back what is done to the books from here on.</summary>
    internal Action Remember()
    {
        AccountBookSnapshot? book = Book;
        PositionSnapshot[] owners = [.. _owners];
        (List<OwnedFill> known, int count) = (_known, _known.Count);
        return () =>
        {
            Book = book;
            _owners.Clear();
            Load(book, owners);
            known.RemoveRange(count, known.Count - count);
            _known = known;
            _folded = null;
        };
    }

    /// <summary>Replaces the books by others that say the same: executions moved into their openings.</summary>
    internal void Replace(AccountBookSnapshot book, IEnumerable<PositionSnapshot> owners)
    {
        Book = book;
        Load(book, owners);
        _known = Listed();
        _folded = null;
    }

    private List<OwnedFill> Listed()
    {
        var listed = new List<OwnedFill>();
        foreach (LiveOrder order in Orders)
        {
            foreach (FillSnapshot fill in order.Snapshot.Fills)
            {
                listed.Add(new OwnedFill(fill, order.Snapshot.Intent.Strategy));
            }
        }

        return listed;
    }

    private void Take(FoldedBook folded)
    {
        Book = folded.Book;
        foreach (PositionSnapshot owner in folded.Owners)
        {
            Put(owner);
        }
    }

    private void Put(PositionSnapshot owner)
    {
        int index = IndexOf(owner.Key.Strategy);
        if (index >= 0)
        {
            _owners[index] = owner;
        }
        else
        {
            _owners.Insert(~index, owner);
        }
    }

    /// <summary>Where a strategy's book is, or the complement of where it would be.</summary>
    private int IndexOf(StrategyId strategy)
    {
        int low = 0;
        int high = _owners.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(_owners[middle].Key.Strategy.Value, strategy.Value);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private bool CanAppend(IReadOnlyList<OwnedFill> added)
    {
        if (_folded is null || Book?.Opening is null)
        {
            return false;
        }

        FillSnapshot? last = _last;
        foreach (OwnedFill owned in added)
        {
            FillSnapshot fill = owned.Fill;
            if (fill.IsPlaceholder || fill.IsCarried || fill.Allocations.Count > 0 || fill.At <= Book.Opening.At
                || (last is not null && BookFold.Compare(last, fill) >= 0)
                || IndexOf(owned.Strategy) < 0)
            {
                return false;
            }

            last = fill;
        }

        return true;
    }

    /// <summary>A placeholder, and an adjustment that later executions could come before, need the whole history.
    /// </summary>
    private bool CanKeep() => !HasPlaceholder && Book is { Adjustments.Count: 0 }
        && _owners.TrueForAll(static o => o.Adjustments.Count == 0);

    private void Append(InstrumentDefinition? instrument, IReadOnlyList<OwnedFill> added)
    {
        FoldedBook folded = _folded!;
        _folded = null; // numbers that cannot be kept throw half way
        var before = BookLife.Of(folded.Account);
        foreach (OwnedFill owned in added)
        {
            BookFold.Apply(folded.Account, instrument, BookEntry.Whole(owned.Fill));
        }

        AccountBookSnapshot book = BookShape.Account(
            Book!, Book!.Opening!, before, folded.Account, Book.Adjustments);
        List<PositionSnapshot> owners = AppendOwners(folded, instrument, added);
        Book = book;
        foreach (PositionSnapshot owner in owners)
        {
            Put(owner);
        }

        _known.AddRange(added);
        _last = added[^1].Fill;
        _folded = folded;
    }

    private List<PositionSnapshot> AppendOwners(
        FoldedBook folded, InstrumentDefinition? instrument, IReadOnlyList<OwnedFill> added)
    {
        var owners = new List<PositionSnapshot>(1);
        foreach (StrategyId strategy in added.Select(static a => a.Strategy).Distinct())
        {
            AverageCostBook fold = folded.OwnerFolds[strategy];
            var before = BookLife.Of(fold);
            foreach (OwnedFill owned in added)
            {
                if (owned.Strategy == strategy)
                {
                    BookFold.Apply(fold, instrument, BookEntry.Whole(owned.Fill));
                }
            }

            PositionSnapshot stored = _owners[IndexOf(strategy)];
            owners.Add(BookShape.Owner(stored, stored.Opening!, before, fold, stored.Adjustments));
        }

        return owners;
    }

    private static FillSnapshot? LatestOf(List<OwnedFill> fills)
    {
        FillSnapshot? latest = null;
        foreach (OwnedFill owned in fills)
        {
            if (latest is null || BookFold.Compare(latest, owned.Fill) < 0)
            {
                latest = owned.Fill;
            }
        }

        return latest;
    }
}
