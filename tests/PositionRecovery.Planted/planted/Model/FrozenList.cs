using System.Collections;

namespace PositionRecovery;

/// <summary>A list nobody can change. Snapshots keep what they are handed in one of these, so that a caller who later
/// changes the original list changes nothing here; handing one on costs nothing.</summary>
internal sealed class FrozenList<T> : IReadOnlyList<T>
{
    internal static readonly FrozenList<T> Empty = new([]);

    private readonly T[] _items;

    private FrozenList(T[] items) => _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    internal ReadOnlySpan<T> Span => _items;

    /// <summary>Takes ownership of the array: the caller must not keep it.</summary>
    internal static FrozenList<T> Owning(T[] items) => items.Length == 0 ? Empty : new FrozenList<T>(items);

    internal static FrozenList<T> CopyOf(IReadOnlyList<T> items, string member)
    {
        ArgumentNullException.ThrowIfNull(items, member);
        if (items is FrozenList<T> frozen)
        {
            return frozen;
        }

        T[] copy = [.. items];
        foreach (T item in copy)
        {
            if (item is null)
            {
                throw new ArgumentException($"{member} has an empty element.", member);
            }
        }

        return Owning(copy);
    }

    /// <summary>Copies a list in which no key may occur twice. A list that is frozen already was checked when it was
    /// made.</summary>
    internal static FrozenList<T> DistinctCopyOf<TKey>(IReadOnlyList<T> items, string member, Func<T, TKey> key)
    {
        FrozenList<T> copy = CopyOf(items, member);
        if (!ReferenceEquals(copy, items) && copy.Count > 1)
        {
            var seen = new HashSet<TKey>(copy.Count);
            foreach (T item in copy._items)
            {
                if (!seen.Add(key(item)))
                {
                    throw new ArgumentException($"{member} has {key(item)} twice.", member);
                }
            }
        }

        return copy;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
