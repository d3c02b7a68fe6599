using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Simulation;

/// <summary>A store that keeps every version it ever had: what a database does when the machine loses power, when a
/// replica takes over that lags behind, or when somebody reads from one. One trader.</summary>
internal sealed class SimulatedStore(TimeProvider clock) : IPositionStore
{
    private readonly List<JournalRecord> _journal = [];
    private readonly List<Version> _versions = [Version.Empty];
    private long _epoch;
    private string? _owner;
    private (long From, TimeSpan Time)? _lease;

    /// <summary>Told each commit after it took effect.</summary>
    internal Action<StoreCommit>? Committed { get; set; }

    internal IReadOnlyList<JournalRecord> Journal => _journal;

    internal int Versions => _versions.Count - 1;

    /// <summary>How many commits a reader does not see yet.</summary>
    internal int ReadLag { get; set; }

    internal bool IsLeaseLive => _lease is { } lease && clock.GetElapsedTime(lease.From) < lease.Time;

    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        if (IsLeaseLive && !request.TakeOver)
        {
            return ValueTask.FromResult(new OpenResult { CurrentOwner = _owner });
        }

        _epoch++;
        _owner = request.Owner;
        _lease = (clock.GetTimestamp(), request.LeaseTime);
        return ValueTask.FromResult(new OpenResult
        {
            Lease = new StoreLease
            {
                Trader = request.Trader, Owner = request.Owner, Epoch = _epoch, LeaseTime = request.LeaseTime,
            },
            CurrentOwner = _owner,
        });
    }

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken)
    {
        Version seen = _versions[Math.Max(0, _versions.Count - 1 - ReadLag)];
        return ValueTask.FromResult(new StoredState
        {
            Sequence = seen.Sequence, Epoch = _epoch, Rows = [.. seen.Rows.Values],
        });
    }

    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        commit.Validate();
        if (lease.Epoch != _epoch || lease.Owner != _owner || !IsLeaseLive)
        {
            return ValueTask.FromResult(CommitResult.Fenced(_journal.Count));
        }

        if (commit.ExpectedSequence != _journal.Count)
        {
            return ValueTask.FromResult(CommitResult.Conflict(_journal.Count));
        }

        _journal.AddRange(commit.Journal.Select(static r => new JournalRecord
        {
            Sequence = r.Sequence, Payload = r.Payload.ToArray(), Hash = r.Hash.ToArray(),
        }));
        _versions.Add(_versions[^1].With(commit, _journal.Count));
        _lease = commit.ReleaseLease ? null : (clock.GetTimestamp(), lease.LeaseTime);
        Committed?.Invoke(commit);
        return ValueTask.FromResult(CommitResult.Committed(_journal.Count));
    }

    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        long last = Math.Min(range.To ?? long.MaxValue, _versions[Math.Max(0, _versions.Count - 1 - ReadLag)].Sequence);
        for (long sequence = range.From; sequence <= last; sequence++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return _journal[(int)sequence - 1];
        }
    }

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new StoreHealth { IsHealthy = true, Durability = "as the test says" });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A replica takes over that had not yet got the last commits.</summary>
    internal void Lose(int commits)
    {
        int kept = Math.Max(0, Versions - commits);
        _versions.RemoveRange(kept + 1, _versions.Count - kept - 1);
        _journal.RemoveRange((int)_versions[^1].Sequence, _journal.Count - (int)_versions[^1].Sequence);
    }

    /// <summary>A byte of a row rots.</summary>
    /// <returns>What rotted; <c>null</c> when there is no row.</returns>
    internal string? Rot(Dice dice)
    {
        Version last = _versions[^1];
        if (last.Rows.Count == 0)
        {
            return null;
        }

        StateRow row = last.Rows.Values.ElementAt(dice.Below(last.Rows.Count));
        byte[] bytes = row.Payload!.Value.ToArray();
        bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        _versions[^1] = last with
        {
            Rows = last.Rows.SetItem((row.Kind, row.Key), new StateRow { Kind = row.Kind, Key = row.Key, Payload = bytes }),
        };
        return $"{row.Kind} {row.Key}";
    }

    private sealed record Version(long Sequence, ImmutableSortedDictionary<(RowKind Kind, string Key), StateRow> Rows)
    {
        internal static Version Empty { get; } = new(
            0, ImmutableSortedDictionary.Create<(RowKind Kind, string Key), StateRow>(ByKey.Instance));

        internal Version With(StoreCommit commit, long sequence)
        {
            var rows = Rows.ToBuilder();
            foreach (StateRow row in commit.Rows)
            {
                if (row.Payload is { } payload)
                {
                    rows[(row.Kind, row.Key)] = new StateRow
                    {
                        Kind = row.Kind, Key = row.Key, Payload = payload.ToArray(),
                    };
                }
                else
                {
                    rows.Remove((row.Kind, row.Key));
                }
            }

            return new Version(sequence, rows.ToImmutable());
        }
    }

    private sealed class ByKey : IComparer<(RowKind Kind, string Key)>
    {
        internal static ByKey Instance { get; } = new();

        public int Compare((RowKind Kind, string Key) x, (RowKind Kind, string Key) y) =>
            x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind) : string.CompareOrdinal(x.Key, y.Key);
    }
}
