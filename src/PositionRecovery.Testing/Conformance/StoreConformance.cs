namespace PositionRecovery.Testing;

/// <summary>What every store has to do, as cases for any test framework: enumerate <see cref="CaseNames"/> and run each
/// as a test of its own.</summary>
/// <remarks>Thread-safe; cases do not disturb each other, since each makes up its own traders. Names are stable: cases
/// are added in minor versions, never renamed.</remarks>
public sealed class StoreConformance
{
    private readonly StoreConformanceSetup _setup;

    private readonly Dictionary<string, string> _deviations;

    private readonly string _run;

    private int _scenes;

    /// <summary>Makes the suite for a store. Touches no store yet.</summary>
    /// <param name="setup">What it needs to know.</param>
    /// <exception cref="ArgumentException">A deviation names no case or gives no reason, or a time is not
    /// positive.</exception>
    public StoreConformance(StoreConformanceSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(setup.CreateStore);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(setup.ShortLease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(setup.CaseTimeout, TimeSpan.Zero);
        _setup = setup;
        _deviations = new Dictionary<string, string>(setup.Deviations, StringComparer.Ordinal);
        foreach ((string name, string reason) in _deviations)
        {
            _ = Find(name);
            ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        }

        // Distinct from every other run on the same data, be it of another process.
        long now = TimeProvider.System.GetUtcNow().UtcTicks;
        _run = new TraderId($"{setup.TraderPrefix}-{now:x}-{Environment.ProcessId:x}").Value;
    }

    /// <summary>The cases, deviations among them.</summary>
    public IReadOnlyList<string> CaseNames { get; } = [.. StoreCases.All.Select(c => c.Name)];

    /// <summary>What a case demands of a store.</summary>
    /// <param name="name">One of <see cref="CaseNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static string Describe(string name) => Find(name).Demand;

    /// <summary>Runs a case.</summary>
    /// <param name="name">One of <see cref="CaseNames"/>.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>That the store holds it, or deviates as its author said.</returns>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    /// <exception cref="ConformanceException">The store does not do what the case demands; or does, though a deviation
    /// is listed for it.</exception>
    public async Task<StoreConformanceResult> RunAsync(string name, CancellationToken cancellationToken)
    {
        StoreCase found = Find(name);
        if (!_deviations.TryGetValue(name, out string? reason))
        {
            await RunAsync(found, cancellationToken).ConfigureAwait(false);
            return new StoreConformanceResult { Name = name, Outcome = ConformanceOutcome.Holds };
        }

        try
        {
            await RunAsync(found, cancellationToken).ConfigureAwait(false);
        }
        catch (ConformanceException finding)
        {
            return new StoreConformanceResult
            {
                Name = name, Outcome = ConformanceOutcome.Deviates, Reason = reason, Finding = finding.Message,
            };
        }

        throw new ConformanceException(
            $"{name} is listed as a deviation ({reason}), but the store holds it: remove it from the list.");
    }

    private static StoreCase Find(string name) =>
        StoreCases.All.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"There is no conformance case '{name}'.", nameof(name));

    private async Task RunAsync(StoreCase found, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_setup.CaseTimeout, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var scene = new StoreScene(_setup, $"{_run}-{Interlocked.Increment(ref _scenes):x}", ended.Token);
        try
        {
            await found.RunAsync(scene).WaitAsync(ended.Token).ConfigureAwait(false);
            await scene.CloseAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException hung) when (timeout.IsCancellationRequested)
        {
            throw new ConformanceException(
                $"{found.Name}: not finished after {_setup.CaseTimeout}. Demanded: {found.Demand}", hung);
        }
#pragma warning disable CA1031 // Whatever a store throws where it must not is a finding.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new ConformanceException($"{found.Name}: {error.Message} Demanded: {found.Demand}", error);
        }
    }
}
