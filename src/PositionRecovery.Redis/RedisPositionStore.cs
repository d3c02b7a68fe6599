using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Keeps the state and the journal of traders in Redis 6.0 or later, standalone or Cluster.</summary>
/// <remarks>
/// <para>Thread-safe. A commit is one script in the server: it checks the lease by the server's clock, the epoch and
/// the
/// sequence, and writes all or nothing. All keys of a trader share a hash tag, hence a slot. Nothing is ever read from
/// a
/// replica.</para>
/// <para>A server that could lose acknowledged commits is refused when a trader is opened, unless
/// <see cref="RedisStoreOptions.AcceptLossWindow"/> is set; one that evicts keys is refused always. Failover to a
/// replica can lose the last commits whatever the settings are: Redis replicates behind.</para>
/// <para>A commit has at most 1,000,000 values (a row set has two, a row deleted one, a journal record three) and
/// 256 MiB. The server does nothing else while it writes one.</para>
/// </remarks>
public sealed class RedisPositionStore : IPositionStore
{
    private readonly CheckedOptions _options;

    private readonly RedisLink _link;

    private readonly SettingsReader _settings;

    private readonly Attempts _attempts = new();

    // Whose server health is about: in a cluster, of the trader opened last.
    private volatile TraderKeys? _opened;

    /// <summary>Makes a store that connects by its options when first used, and closes that connection when
    /// disposed.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names every one that is.</exception>
    public RedisPositionStore(RedisStoreOptions options)
        : this(new CheckedOptions(options, connects: true), connect: null)
    {
    }

    /// <summary>Makes a store that uses a connection made elsewhere.</summary>
    /// <param name="options">The options; <see cref="RedisStoreOptions.Configuration"/> is not used.</param>
    /// <param name="connect">Called when the connection is first needed, and again after it failed. What it returns
    /// stays its owner's: it is not disposed here. It should have <c>abortConnect=false</c>, and <c>allowAdmin=true</c>
    /// so that the settings of a cluster can be read.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names every one that is.</exception>
    public RedisPositionStore(
        RedisStoreOptions options, Func<CancellationToken, Task<IConnectionMultiplexer>> connect)
        : this(
            new CheckedOptions(options, connects: false),
            connect ?? throw new ArgumentNullException(nameof(connect)))
    {
    }

    private RedisPositionStore(
        CheckedOptions options, Func<CancellationToken, Task<IConnectionMultiplexer>>? connect)
    {
        _options = options;
        _link = new RedisLink(options, connect);
        _settings = new SettingsReader(_link);
    }

    /// <inheritdoc/>
    public async ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TraderKeys keys = Keys(request.Trader);
        ServerSettings settings =
            await _settings.ReadAsync("Open", keys.Head, cancellationToken).ConfigureAwait(false);
        var rules = DurabilityRules.Judge(settings, _options.AcceptLossWindow);
        if (rules.Refusals.Count > 0)
        {
            throw new StoreException("Open: this Redis is not safe for a trader. " + string.Join(" ", rules.Refusals));
        }

        RedisValue[] values =
        [
            request.Owner, CommitArguments.Milliseconds(request.LeaseTime), request.TakeOver ? "1" : "0",
            Standing.Schema, request.Trader.Value,
        ];
        RedisResult answer =
            await _link.RunAsync("Open", Script.Open, keys.All, values, cancellationToken).ConfigureAwait(false);
        var parts = (string[])answer!;
        _opened = keys;
        return Opened(request, parts, rules.Warnings);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        await new StateReader(_link, Keys(trader)).ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        TraderKeys keys = Keys(lease.Trader);
        var arguments = new CommitArguments(lease, commit, keys);
        string[] parts = await CommitOnceAsync(lease, arguments, cancellationToken).ConfigureAwait(false);
        if (parts[0] == "late")
        {
            // Somebody else used this lease meanwhile; nothing was written, and the count is known now.
            parts = await CommitOnceAsync(lease, arguments, cancellationToken).ConfigureAwait(false);
        }

        return Committed(parts);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new JournalReader(_link, Keys(trader)).ReadAsync(range, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new HealthCheck(_settings, _options).RunAsync(_opened?.Head, cancellationToken);

    /// <summary>Closes the connection, if it was made here. Leases stay as they are.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private OpenResult Opened(OpenRequest request, string[] parts, IReadOnlyList<string> warnings)
    {
        switch (parts[0])
        {
            case "granted":
                var lease = new StoreLease
                {
                    Trader = request.Trader,
                    Owner = request.Owner,
                    Epoch = long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
                    LeaseTime = request.LeaseTime,
                };
                _attempts.Begin(lease);
                return new OpenResult { Lease = lease, CurrentOwner = request.Owner, Warnings = warnings };
            case "held":
                return new OpenResult { CurrentOwner = parts[1], Warnings = warnings };
            case "refused":
                throw Failures.Answered("Open", parts[1]);
            case "newer":
                throw Standing.Newer(parts[1]);
            case "denied":
                throw new StoreException("Open: the Redis user may not do all that a commit needs. " + parts[1]);
            default:
                throw new StoreException("Open: the trader's data is not what this library wrote. " + parts[1] + ".")
                {
                    IsDamage = true,
                };
        }
    }

    private async ValueTask<string[]> CommitOnceAsync(
        StoreLease lease, CommitArguments arguments, CancellationToken cancellationToken)
    {
        RedisValue[] values = arguments.Values(_attempts.Next(lease));
        RedisResult answer = await _link.RunAsync("Commit", Script.Commit, arguments.Keys, values, cancellationToken)
            .ConfigureAwait(false);
        var parts = (string[])answer!;
        if (parts.Length == 3)
        {
            _attempts.Set(lease, long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
        }

        return parts;
    }

    private static CommitResult Committed(string[] parts) =>
        parts[0] switch
        {
            "committed" => CommitResult.Committed(Sequence(parts[1])),
            "conflict" or "late" => CommitResult.Conflict(Sequence(parts[1])),
            "fenced" => CommitResult.Fenced(Sequence(parts[1])),
            _ => throw Failures.Answered("Commit", parts[1] + ". Nothing was written."),
        };

    private static long Sequence(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private TraderKeys Keys(TraderId trader) =>
        trader.IsEmpty
            ? throw new ArgumentException("Trader must not be empty.", nameof(trader))
            : new TraderKeys(trader, _options.KeyPrefix);
}
