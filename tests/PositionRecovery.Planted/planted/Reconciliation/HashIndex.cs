using System.Buffers;
using System.Numerics;

namespace PositionRecovery;

/// <summary>From hash codes to rows, in pooled arrays: an account may have a million executions, and a dictionary of
/// them
/// would cost more than the reconciliation. The caller compares the keys.</summary>
internal sealed class HashIndex : IDisposable
{
    private readonly int _mask;
    private int[] _buckets; // row + 1 of the first entry; 0 is empty
    private int[] _next;
    private int[] _hashes;
    private int[] _rows;
    private int _count;

    internal HashIndex(int capacity)
    {
        int buckets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity));
        _mask = buckets - 1;
        _buckets = ArrayPool<int>.Shared.Rent(buckets);
        _buckets.AsSpan(0, buckets).Clear();
        _next = ArrayPool<int>.Shared.Rent(Math.Max(16, capacity));
        _hashes = ArrayPool<int>.Shared.Rent(Math.Max(16, capacity));
        _rows = ArrayPool<int>.Shared.Rent(Math.Max(16, capacity));
    }

    internal void Add(int hash, int row)
    {
        if (_count == Math.Min(_next.Length, Math.Min(_hashes.Length, _rows.Length)))
        {
            Grow(ref _next);
            Grow(ref _hashes);
            Grow(ref _rows);
        }

        ref int bucket = ref _buckets[hash & _mask];
        _hashes[_count] = hash;
        _rows[_count] = row;
        _next[_count] = bucket;
        bucket = ++_count;
    }

    /// <summary>The first entry with this hash, or -1.</summary>
    internal int First(int hash) => Follow(_buckets[hash & _mask] - 1, hash);

    /// <summary>The next entry with this hash after one that was found, or -1.</summary>
    internal int Next(int entry, int hash) => Follow(_next[entry] - 1, hash);

    internal int RowAt(int entry) => _rows[entry];

    public void Dispose()
    {
        Return(ref _buckets);
        Return(ref _next);
        Return(ref _hashes);
        Return(ref _rows);
    }

    private static void Grow(ref int[] array)
    {
        int[] larger = ArrayPool<int>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(array);
        array = larger;
    }

    private static void Return(ref int[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<int>.Shared.Return(array);
            array = [];
        }
    }

    private int Follow(int entry, int hash)
    {
        while (entry >= 0 && _hashes[entry] != hash)
        {
            entry = _next[entry] - 1;
        }

        return entry;
    }
}
