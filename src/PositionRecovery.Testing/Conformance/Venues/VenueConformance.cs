namespace PositionRecovery.Testing;

/// <summary>What every venue's provider, gateway and history have to do, as cases for any test framework: enumerate
/// <see cref="CaseNames"/> and run each as a test of its own.</summary>
/// <remarks>Thread-safe; each case has a fixture of its own. Names are stable: cases are added in minor versions, never
/// renamed.</remarks>
public sealed class VenueConformance
{
    private readonly VenueConformanceSetup _setup;

    private readonly Dictionary<string, string> _deviations;

    /// <summary>Makes the suite for a venue. Makes no fixture yet.</summary>
    /// <param name="setup">What it needs to know.</param>
    /// <exception cref="ArgumentException">A deviation names no case or gives no reason, or the time is not
    /// positive.</exception>
    public VenueConformance(VenueConformanceSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(setup.CreateFixture);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(setup.CaseTimeout, TimeSpan.Zero);
        _setup = setup;
        _deviations = new Dictionary<string, string>(setup.Deviations, StringComparer.Ordinal);
        foreach ((string name, string reason) in _deviations)
        {
            _ = Find(name);
            ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        }
    }

    /// <summary>The cases, deviations among them.</summary>
    public IReadOnlyList<string> CaseNames { get; } = [.. VenueCases.All.Select(static c => c.Name)];

    /// <summary>What a case demands of a venue.</summary>
    /// <param name="name">One of <see cref="CaseNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static string Describe(string name) => Find(name).Demand;

    /// <summary>Runs a case.</summary>
    /// <param name="name">One of <see cref="CaseNames"/>.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>That the venue holds it, or deviates as its author said.</returns>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    /// <exception cref="ConformanceException">The venue does not do what the case demands; or does, though a deviation
    /// is listed for it.</exception>
    public async Task<VenueConformanceResult> RunAsync(string name, CancellationToken cancellationToken)
    {
        VenueCase found = Find(name);
        if (!_deviations.TryGetValue(name, out string? reason))
        {
            await RunAsync(found, cancellationToken).ConfigureAwait(false);
            return new VenueConformanceResult { Name = name, Outcome = ConformanceOutcome.Holds };
        }

        try
        {
            await RunAsync(found, cancellationToken).ConfigureAwait(false);
        }
        catch (ConformanceException finding)
        {
            return new VenueConformanceResult
            {
                Name = name, Outcome = ConformanceOutcome.Deviates, Reason = reason, Finding = finding.Message,
            };
        }

        throw new ConformanceException(
            $"{name} is listed as a deviation ({reason}), but the venue holds it: remove it from the list.");
    }

    private static VenueCase Find(string name) =>
        VenueCases.All.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"There is no conformance case '{name}'.", nameof(name));

    private async Task RunAsync(VenueCase found, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_setup.CaseTimeout, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        VenueFixture fixture = _setup.CreateFixture();
        await using (fixture.ConfigureAwait(false))
        {
            try
            {
                await found.RunAsync(new VenueStage(fixture, ended.Token)).WaitAsync(ended.Token)
                    .ConfigureAwait(false);
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
#pragma warning disable CA1031 // Whatever a venue throws where it must not is a finding.
            catch (Exception error)
#pragma warning restore CA1031
            {
                throw new ConformanceException($"{found.Name}: {error.Message} Demanded: {found.Demand}", error);
            }
        }
    }
}
