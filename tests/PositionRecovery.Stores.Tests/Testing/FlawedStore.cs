using System.Runtime.CompilerServices;
using System.Text;

namespace PositionRecovery.Stores.Tests;

/// <summary>A store written as simply as can be, with one flaw. Without one it is a second opinion on what a store does.
/// </summary>
internal sealed class FlawedStore(Flaw flaw, TimeProvider clock, Dictionary<string, FlawedStore.Trader> traders)
    : IPositionStore
{
    private readonly List<Trader> _opened = [];

    private bool _isDisposed;

    private DateTimeOffset Now => flaw is Flaw.ExpiresByTheWall ? DateTimeOffset.UtcNow : clock.GetUtcNow();

    public async ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        Trader trader = Find(request.Trader, makes: true)!;
        if (flaw is Flaw.OpenIsNotAtomic)
        {
            bool isFree = !IsLive(trader);
            await Task.Delay(5, CancellationToken.None);
            return isFree || request.TakeOver ? Grant(trader, request) : new OpenResult { CurrentOwner = trader.Owner };
        }

        lock (trader)
        {
            bool isOwn = flaw is Flaw.OwnerGetsASecondLease && trader.Owner == request.Owner;
            if (IsLive(trader) && !request.TakeOver && !isOwn && flaw is not Flaw.TakesOverUnasked)
            {
                trader.Epoch += flaw is Flaw.RefusedOpenCountsTheEpoch ? 1 : 0;
                return new OpenResult { CurrentOwner = trader.Owner };
            }

            return Grant(trader, request);
        }
    }

    public async ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        if (Find(trader, makes: flaw is Flaw.LoadMakesTheTrader) is not { } found)
        {
            return new StoredState { Sequence = 0, Epoch = 0, Rows = [] };
        }

        found.Epoch = flaw is Flaw.LoadMakesTheTrader && found.Epoch == 0 ? 1 : found.Epoch;
        long torn = found.Journal.Count;
        if (flaw is Flaw.LoadIsTorn)
        {
            await Task.Delay(1, CancellationToken.None);
        }

        lock (found)
        {
            if (flaw is Flaw.LoadRenews)
            {
                found.Ends = Now + TimeSpan.FromHours(1);
            }

            return new StoredState
            {
                Sequence = flaw is Flaw.LoadIsTorn ? torn : found.Journal.Count,
                Epoch = flaw is Flaw.LoadHidesTheEpoch && found.Ends is null ? 0 : found.Epoch,
                Rows = [.. found.Rows.Values],
            };
        }
    }

    public async ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        if (flaw is not Flaw.CommitNotValidated)
        {
            commit.Validate();
        }

        Check(cancellationToken);
        if (Find(lease.Trader, makes: false) is not { } trader)
        {
            return CommitResult.Fenced(0);
        }

        if (flaw is Flaw.CommitIsNotAtomic)
        {
            CommitResult? early = Judge(trader, lease, commit);
            await Task.Delay(1, CancellationToken.None);
            return early ?? Write(trader, lease, commit, cancellationToken);
        }

        lock (trader)
        {
            return Judge(trader, lease, commit) ?? Write(trader, lease, commit, cancellationToken);
        }
    }

    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        if (Find(trader, makes: false) is not { } found)
        {
            yield break;
        }

        JournalRecord[] all;
        lock (found)
        {
            all = [.. found.Journal];
        }

        long last = Math.Min(range.To ?? long.MaxValue, all.Length) - (flaw is Flaw.JournalRangeOpen ? 1 : 0);
        if (flaw is Flaw.JournalOfTheEndFails && range.From > all.Length)
        {
            throw new StoreException("There is no such record.");
        }

        for (long at = range.From; at <= last; at++)
        {
            if (flaw is Flaw.JournalLosesAPage && at is > 1_000 and <= 2_000)
            {
                continue;
            }

            JournalRecord record = all[(flaw is Flaw.JournalUnordered && at < last ? at ^ 1 : at) switch
            {
                0 => 0,
                long n => n - 1,
            }];
            yield return flaw is Flaw.JournalHashLost ? record with { Hash = new byte[32] } : record;
        }

        await Task.CompletedTask;
    }

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new(new StoreHealth { IsHealthy = flaw is not Flaw.Unwell, Durability = "none" });

    public ValueTask DisposeAsync()
    {
        if (flaw is Flaw.DisposeReleases)
        {
            _opened.ForEach(trader => trader.Ends = null);
        }

        ObjectDisposedException.ThrowIf(_isDisposed && flaw is Flaw.DisposeTwiceFails, this);
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private void Check(CancellationToken cancellationToken)
    {
        if (flaw is not Flaw.CancellationIgnored)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Trader? Find(TraderId trader, bool makes)
    {
        string name = flaw is Flaw.TradersIgnoreCase ? trader.Value.ToUpperInvariant() : trader.Value;
        lock (traders)
        {
            if (!traders.TryGetValue(name, out Trader? found) && makes)
            {
                traders[name] = found = new Trader();
            }

            return found;
        }
    }

    private bool IsLive(Trader trader) => flaw switch
    {
        Flaw.ExpiresLate => Now <= trader.Ends,
        Flaw.ExpiresEarly => Now + TimeSpan.FromMilliseconds(1) < trader.Ends,
        _ => Now < trader.Ends,
    };

    private OpenResult Grant(Trader trader, OpenRequest request)
    {
        trader.Epoch = flaw switch
        {
            Flaw.TakeOverKeepsTheEpoch when IsLive(trader) => trader.Epoch,
            Flaw.EpochsStartAgainAfterRelease when trader.Ends is null => 1,
            _ => trader.Epoch + 1,
        };
        trader.Owner = request.Owner;
        trader.Ends = Now + request.LeaseTime;
        if (flaw is Flaw.OpenForgetsTheRows)
        {
            trader.Rows.Clear();
        }

        _opened.Add(trader);
        var lease = new StoreLease
        {
            Trader = request.Trader, Owner = request.Owner, Epoch = trader.Epoch, LeaseTime = request.LeaseTime,
        };
        return new OpenResult { Lease = lease, CurrentOwner = request.Owner };
    }

    private CommitResult? Judge(Trader trader, StoreLease lease, StoreCommit commit)
    {
        bool isFenced = (lease.Epoch != trader.Epoch && flaw is not Flaw.EpochNotChecked)
            || (lease.Owner != trader.Owner && flaw is not Flaw.OwnerNotChecked)
            || (!IsLive(trader) && !(flaw is Flaw.ExpiryNotChecked && trader.Ends is not null));
        bool isConflict = flaw switch
        {
            Flaw.SequenceNotChecked => false,
            Flaw.LowerSequenceOnlyChecked => commit.ExpectedSequence < trader.Journal.Count,
            Flaw.EmptyCommitNotChecked when IsEmpty(commit) => false,
            _ => commit.ExpectedSequence != trader.Journal.Count,
        };
        if (isFenced && !(isConflict && flaw is Flaw.ConflictBeforeFenced))
        {
            return CommitResult.Fenced(trader.Journal.Count);
        }

        return isConflict ? Refuse(trader, lease, commit) : null;
    }

    private CommitResult Refuse(Trader trader, StoreLease lease, StoreCommit commit)
    {
        trader.Ends = flaw switch
        {
            Flaw.ConflictRenews => Now + lease.LeaseTime,
            Flaw.ReleaseThoughRefused when commit.ReleaseLease => null,
            _ => trader.Ends,
        };
        if (flaw is Flaw.ConflictWritesRows)
        {
            WriteRows(trader, commit);
        }

        return CommitResult.Conflict(trader.Journal.Count);
    }

    private CommitResult Write(
        Trader trader, StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        if (!(flaw is Flaw.ReleaseWithoutItsRows && commit.ReleaseLease))
        {
            WriteRows(trader, commit);
        }

        if (flaw is Flaw.CancellationTears)
        {
            Thread.Sleep(1);
            cancellationToken.ThrowIfCancellationRequested();
        }

        trader.Journal.AddRange(commit.Journal.Select(Stored));
        bool renews = !(flaw is Flaw.CommitDoesNotRenew || (flaw is Flaw.EmptyCommitDoesNotRenew && IsEmpty(commit)));
        trader.Ends = commit.ReleaseLease && flaw is not Flaw.ReleaseIgnored ? null
            : renews ? Now + lease.LeaseTime : trader.Ends;
        return CommitResult.Committed(trader.Journal.Count);
    }

    private void WriteRows(Trader trader, StoreCommit commit)
    {
        foreach (StateRow row in commit.Rows)
        {
            (RowKind, string) key = (flaw is Flaw.KindsShared ? RowKind.Order : row.Kind, Key(row.Key));
            bool isDeletion = row.Payload is null || (flaw is Flaw.EmptyPayloadDeletes && row.Payload.Value.IsEmpty);
            if (!isDeletion)
            {
                trader.Rows[key] = Stored(row);
            }
            else if (flaw is not Flaw.DeletionIgnored && !trader.Rows.Remove(key) && flaw is Flaw.DeletionOfNothingFails)
            {
                throw new StoreException("There is no such row.");
            }
        }
    }

    private string Key(string key) => flaw switch
    {
        Flaw.KeysIgnoreCase => key.ToUpperInvariant(),
        Flaw.KeysTrimmed => key.Trim(),
        Flaw.KeysNormalised => key.Normalize(),
        Flaw.KeysCut => key.Length > 1_000 ? key[..1_000] : key,
        _ => key,
    };

    private StateRow Stored(StateRow row)
    {
        ReadOnlyMemory<byte> payload = row.Payload!.Value;
        return row with
        {
            Payload = flaw switch
            {
                Flaw.KeepsBuffers => payload,
                Flaw.PayloadsAreText => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(payload.Span)),
                Flaw.LargePayloadCut => payload[..Math.Min(payload.Length, 65_536)].ToArray(),
                _ => payload.ToArray(),
            },
            Content = flaw is Flaw.ContentKept ? row.Content : null,
        };
    }

    private JournalRecord Stored(JournalRecord record) => flaw is Flaw.KeepsBuffers
        ? record
        : record with { Payload = record.Payload.ToArray(), Hash = record.Hash.ToArray() };

    private static bool IsEmpty(StoreCommit commit) => commit.Rows.Count + commit.Journal.Count == 0;

    /// <summary>What the server knows of a trader.</summary>
    internal sealed class Trader
    {
        public Dictionary<(RowKind Kind, string Key), StateRow> Rows { get; } = [];

        public List<JournalRecord> Journal { get; } = [];

        public long Epoch { get; set; }

        public string? Owner { get; set; }

        public DateTimeOffset? Ends { get; set; }
    }
}
