using System.Buffers;

namespace PositionRecovery;

/// <summary>Compares the account books with the position reports, fast where they agree, and names those that need a
/// closer look.</summary>
internal sealed class PositionMatcher : IDisposable
{
    private readonly PassContext _context;
    private readonly List<AccountBookSnapshot> _derived = [];
    private readonly HashIndex _index;
    private readonly Dictionary<AccountId, int> _readsOfAll = [];
    private decimal[] _owned;
    private int[] _sightings;
    private bool[] _differs;
    private decimal[] _history;
    private VenueAnswer?[] _lastAnswers;
    private readonly Dictionary<AccountId, PositionMode> _modes = [];
    private KeyHash _hash;

    internal PositionMatcher(PassContext context)
    {
        _context = context;
        IReadOnlyList<AccountBookSnapshot> books = context.Cached.AccountBooks;
        IReadOnlyList<PositionSnapshot> positions = context.Cached.Positions;
        int capacity = Math.Max(1, books.Count + positions.Count);
        _index = new HashIndex(capacity);
        _owned = ArrayPool<decimal>.Shared.Rent(capacity);
        _sightings = ArrayPool<int>.Shared.Rent(capacity);
        _differs = ArrayPool<bool>.Shared.Rent(capacity);
        _owned.AsSpan(0, capacity).Clear();
        _sightings.AsSpan(0, capacity).Clear();
        _history = ArrayPool<decimal>.Shared.Rent(capacity);
        _lastAnswers = ArrayPool<VenueAnswer?>.Shared.Rent(capacity);
        _differs.AsSpan(0, capacity).Clear();
        _history.AsSpan(0, capacity).Clear();
        _lastAnswers.AsSpan(0, capacity).Clear();
        for (int slot = 0; slot < books.Count; slot++)
        {
            _index.Add(_hash.Of(books[slot].Key.Instrument, books[slot].Key.Side), slot);
        }

        TakeOwners(positions);
        TakeHistory(context.Cached.Orders);
    }

    /// <summary>Reported positions that the books do not have.</summary>
    internal HashSet<BookKey> Unknown { get; } = [];

    internal int Count => _context.Cached.AccountBooks.Count + _derived.Count;

    internal AccountBookSnapshot this[int slot] => slot < _context.Cached.AccountBooks.Count
        ? _context.Cached.AccountBooks[slot]
        : _derived[slot - _context.Cached.AccountBooks.Count];

    internal AccountBookSnapshot? Find(BookKey key) => Slot(key) is >= 0 and int slot ? this[slot] : null;

    /// <summary>The stored book of a key; <c>null</c> when the snapshot has none and it was derived from the
    /// owners.</summary>
    internal AccountBookSnapshot? FindStored(BookKey key) =>
        Slot(key) is >= 0 and int slot && slot < _context.Cached.AccountBooks.Count ? this[slot] : null;

    internal bool IsSighted(int slot) => _sightings[slot] > 0;

    internal void Take(PositionReport report, VenueAnswer answer)
    {
        if (answer.Query is not PositionsQuery || !_context.Policy.Includes(report.Instrument))
        {
            return;
        }

        int slot = Slot(report.Key);
        if (slot < 0)
        {
            if (report.Quantity != 0m)
            {
                Unknown.Add(report.Key);
            }

            return;
        }

        _sightings[slot]++;
        _differs[slot] |= !answer.Coverage.IsComplete || !Agrees(this[slot], report)
            || ReferenceEquals(_lastAnswers[slot], answer) || !IsPossible(report);
        _lastAnswers[slot] = answer;
    }

    /// <summary>Whether all that was read of a book says what the book says, and its owners add up to it.</summary>
    internal bool Agrees(int slot)
    {
        AccountBookSnapshot book = this[slot];
        if (_differs[slot] || _owned[slot] != book.Quantity || !IsWhole(slot))
        {
            return false;
        }

        int reads = Reads(book.Key);
        return reads > 0 && (_sightings[slot] == reads || (_sightings[slot] == 0 && book.Quantity == 0m));
    }

    /// <summary>What the owners of a book own together.</summary>
    internal decimal Owned(BookKey key) => Slot(key) is >= 0 and int slot ? _owned[slot] : 0m;

    public void Dispose()
    {
        _index.Dispose();
        if (_owned.Length > 0)
        {
            ArrayPool<decimal>.Shared.Return(_owned);
            ArrayPool<int>.Shared.Return(_sightings);
            ArrayPool<bool>.Shared.Return(_differs);
            ArrayPool<decimal>.Shared.Return(_history);
            ArrayPool<VenueAnswer?>.Shared.Return(_lastAnswers, clearArray: true);
            _history = [];
            _lastAnswers = [];
            _owned = [];
            _sightings = [];
            _differs = [];
        }
    }

    private void TakeOwners(IReadOnlyList<PositionSnapshot> positions)
    {
        List<PositionSnapshot>? homeless = null;
        for (int i = 0; i < positions.Count; i++)
        {
            int slot = Slot(positions[i].Key.Book);
            if (slot >= 0)
            {
                _owned[slot] += positions[i].Quantity;
            }
            else
            {
                (homeless ??= []).Add(positions[i]);
            }
        }

        foreach (IGrouping<BookKey, PositionSnapshot> owners in homeless?.GroupBy(static p => p.Key.Book) ?? [])
        {
            int slot = Count;
            AccountBookSnapshot book = Derive(owners.Key, [.. owners]);
            _derived.Add(book);
            _owned[slot] = book.Quantity;
            _index.Add(_hash.Of(owners.Key.Instrument, owners.Key.Side), slot);
        }
    }

    private AccountBookSnapshot Derive(BookKey key, PositionSnapshot[] owners)
    {
        try
        {
            return new KeyLedger(key, _context.Instruments.Find(key.Instrument), null, owners, []).Stored;
        }
        catch (Exception thrown) when (UnkeepableBooksException.IsCause(thrown))
        {
            Unknown.Add(key); // the closer look will say so
            _differs[Count] = true;
            return new AccountBookSnapshot { Key = key, Quantity = 0m };
        }
    }

    /// <summary>Adds up the stored executions of each book, for a quick look at whether the book is what they
    /// say.</summary>
    private void TakeHistory(IReadOnlyList<OrderSnapshot> orders)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            IReadOnlyList<FillSnapshot> fills = orders[i].Fills;
            int slot = fills.Count == 0 ? -1 : Slot(orders[i].Intent.Position.Book);
            for (int f = 0; slot >= 0 && f < fills.Count; f++)
            {
                _history[slot] += fills[f].SignedQuantity;
            }
        }
    }

    /// <summary>Whether opening and executions add up to the book, where that is a plain sum; a closer look tells where
    /// it is not.</summary>
    private bool IsWhole(int slot)
    {
        AccountBookSnapshot book = this[slot];
        bool isPlainSum = book.Opening is { At: null, CarriedTrades.Count: 0 } && book.Adjustments.Count == 0
            && _context.Instruments.Find(book.Key.Instrument) is not { IsSpot: true };
        return !isPlainSum || book.Opening!.Quantity + _history[slot] == book.Quantity;
    }

    /// <summary>A leg is on its side, and the side fits the mode of the account.</summary>
    private bool IsPossible(PositionReport report)
    {
        if (!_modes.TryGetValue(report.Account, out PositionMode mode))
        {
            mode = _context.Evidence.Of(report.Account).Mode;
            _modes.Add(report.Account, mode);
        }

        return report.Side switch
        {
            PositionSide.Long => report.Quantity >= 0m && mode != PositionMode.Netting,
            PositionSide.Short => report.Quantity <= 0m && mode != PositionMode.Netting,
            _ => report.Quantity == 0m || mode != PositionMode.Hedging,
        };
    }

    private int Slot(BookKey key)
    {
        int hash = _hash.Of(key.Instrument, key.Side);
        for (int entry = _index.First(hash); entry >= 0; entry = _index.Next(entry, hash))
        {
            int slot = _index.RowAt(entry);
            BookKey candidate = this[slot].Key;
            if (candidate.Instrument == key.Instrument && candidate.Account == key.Account
                && candidate.Side == key.Side)
            {
                return slot;
            }
        }

        return -1;
    }

    private int Reads(BookKey key)
    {
        if (!_readsOfAll.TryGetValue(key.Account, out int reads))
        {
            VenueAnswer[] all = [.. _context.Evidence.Of(key.Account).All<PositionsQuery>()];
            reads = Array.Exists(all, static a => a.Query.Instrument is not null)
                ? -1
                : all.Count(static a => a.Coverage.HasFacts);
            _readsOfAll.Add(key.Account, reads);
        }

        return reads >= 0
            ? reads
            : _context.Evidence.Of(key.Account).About<PositionsQuery>(key.Instrument).Count(static a =>
            a.Coverage.HasFacts);
    }

    private bool Agrees(AccountBookSnapshot book, PositionReport report)
    {
        if (book.Quantity != report.Quantity || report.Leverage != (book.Leverage ?? report.Leverage)
            || (report.MarginMode != book.MarginMode && report.MarginMode != MarginMode.Unknown
                && book.MarginMode != MarginMode.Unknown))
        {
            return false;
        }

        if (report.AveragePrice is not { } average || average == 0m || average == book.AveragePrice)
        {
            return true;
        }

        decimal tolerance = _context.Policy.AveragePriceTolerance
            ?? _context.Instruments.Find(report.Instrument)?.PriceIncrement ?? 0m;
        return book.AveragePrice is { } known && Math.Abs(average - known) <= tolerance;
    }
}
