namespace PositionRecovery;

/// <summary>What the options, the strategies and the venues together say about reconciling. Immutable.</summary>
internal sealed class RecoveryPolicy
{
    private static readonly TimeSpan LongestLookback = TimeSpan.FromDays(30);

    private readonly RecoveryOptions _options;
    private readonly ReconciliationOptions _policy;
    private readonly FrozenList<ExternalClaim> _claims;
    private readonly IReadOnlyList<VenuePorts> _venues;

    internal RecoveryPolicy(RecoverySetup setup)
    {
        _options = setup.Options;
        _policy = setup.Options.Policy;
        _venues = setup.Venues;
        _claims = FrozenList<ExternalClaim>.Owning(
        [
            .. setup.Options.Policy.Claims,
            .. setup.Strategies.SelectMany(static s => s.Profile.Claims.Select(c =>
                c with { Strategy = s.Profile.Id })),
        ]);
    }

    internal IReadOnlyList<ExternalClaim> Claims => _claims;

    /// <summary>How to reconcile. A new object each time: it is kept in reports.</summary>
    /// <param name="instruments">Only these; empty for all the options allow.</param>
    /// <param name="excluded">Not these.</param>
    /// <param name="repairs">Whether gaps may be closed.</param>
    internal ReconciliationOptions Options(
        IReadOnlyCollection<InstrumentId> instruments, IReadOnlyCollection<InstrumentId> excluded, bool repairs = true)
    {
        var options = new ReconciliationOptions
        {
            Claims = [.. _claims],
            ClaimExternalPositions = _options.ClaimExternalPositions,
            ExternalReductions = _policy.ExternalReductions,
            ReductionOrder = _policy.ReductionOrder,
            GenerateMissingOrders = repairs && _options.Reconciliation.GenerateMissingOrders,
            Overfills = _policy.Overfills,
            QuantityTolerance = _policy.QuantityTolerance,
            AveragePriceTolerance = _policy.AveragePriceTolerance,
            Dust = new Dictionary<string, decimal>(_policy.Dust, StringComparer.Ordinal),
            IncludedInstruments = instruments.Count == 0 ? [.. _policy.IncludedInstruments] : [.. instruments],
            ExcludedInstruments = [.. _policy.ExcludedInstruments, .. excluded],
            IgnoredClientOrderIds = [.. _policy.IgnoredClientOrderIds],
            IgnoreUnclaimedExternalOrders = _policy.IgnoreUnclaimedExternalOrders,
            IgnorePositionReports = _policy.IgnorePositionReports,
            RequestLife = _policy.RequestLife,
            VenueTimeout = _policy.VenueTimeout,
            SafetyMargin = _policy.SafetyMargin,
            RequiredAbsenceReads = _policy.RequiredAbsenceReads,
            AbsenceQuietPeriod = _policy.AbsenceQuietPeriod,
            RequireAccountIdentity = _policy.RequireAccountIdentity,
            AllowMassFlattening = _policy.AllowMassFlattening,
            UnfilledOrderRetention = _policy.UnfilledOrderRetention,
            OrderRetention = _policy.OrderRetention,
            Accounts = [.. _policy.Accounts, .. VenueFacts()],
        };
        return options;
    }

    /// <summary>What venues say of themselves, where the options do not say it.</summary>
    private IEnumerable<AccountFacts> VenueFacts() =>
        from venue in _venues
        let profile = venue.Reports.Profile
        from account in profile.Accounts
        where !_policy.Accounts.Any(a => a.Account == account)
        select new AccountFacts
        {
            Account = account,
            RequestLife = profile.RequestLife,
            UnfilledOrderRetention = profile.UnfilledOrderRetention,
            OrderRetention = profile.OrderRetention,
        };

    /// <summary>Since when executions and orders of an account are asked for: since it last agreed with its venue, and
    /// a margin; else as far as the options and the venue go.</summary>
    internal DateTimeOffset From(AccountId account, CachedSnapshot cached, DateTimeOffset now)
    {
        TimeSpan margin = TimeSpan.FromMinutes(_options.Reconciliation.OpenCheckLookbackMinutes);
        DateTimeOffset? agreed = cached.Accounts.FirstOrDefault(a => a.Account == account)?.AgreedAt;
        if (agreed is { } since)
        {
            return Moments.Earlier(since < now ? since : now, margin);
        }

        TimeSpan? retention = _venues.FirstOrDefault(v => v.Reports.Profile.Accounts.Contains(account))
            ?.Reports.Profile.HistoryRetention;
        TimeSpan furthest = retention is { } kept && kept < LongestLookback ? kept : LongestLookback;
        return Moments.Earlier(
            now,
            _options.Reconciliation.LookbackMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : furthest);
    }
}
