namespace PositionRecovery;

/// <summary>Checked, unchangeable options, in the form in which the reconciler looks things up.</summary>
internal sealed class Policy
{
    private readonly HashSet<InstrumentId> _included;
    private readonly HashSet<InstrumentId> _excluded;
    private readonly HashSet<ClientOrderId> _ignoredOrders;
    private readonly Dictionary<string, decimal> _dust;
    private readonly Dictionary<(AccountId, InstrumentId), List<ExternalClaim>> _claims = [];
    private readonly AccountTimes _times;
    private readonly Dictionary<AccountId, AccountTimes> _accounts = [];

    internal Policy(ReconciliationOptions options)
    {
        ClaimExternalPositions = options.ClaimExternalPositions;
        ExternalReductions = Guard.Known(options.ExternalReductions, nameof(options.ExternalReductions));
        ReductionOrder = Guard.Known(options.ReductionOrder, nameof(options.ReductionOrder));
        GenerateMissingOrders = options.GenerateMissingOrders;
        Overfills = Guard.Known(options.Overfills, nameof(options.Overfills));
        QuantityTolerance =
            Guard.NotNegative(options.QuantityTolerance, Guard.MaxQuantity, nameof(options.QuantityTolerance));
        AveragePriceTolerance =
            Guard.NotNegative(options.AveragePriceTolerance, Guard.MaxPrice, nameof(options.AveragePriceTolerance));
        IgnoreUnclaimedExternalOrders = options.IgnoreUnclaimedExternalOrders;
        IgnorePositionReports = options.IgnorePositionReports;
        _times = new AccountTimes(options);
        RequiredAbsenceReads = options.RequiredAbsenceReads is >= 1 and <= 100
            ? options.RequiredAbsenceReads
            : throw OutOfRange(nameof(options.RequiredAbsenceReads), options.RequiredAbsenceReads, "between 1 and 100");
        AbsenceQuietPeriod = AccountTimes.NotNegative(
            options.AbsenceQuietPeriod, nameof(options.AbsenceQuietPeriod));
        RequireAccountIdentity = options.RequireAccountIdentity;
        AllowMassFlattening = options.AllowMassFlattening;
        ArgumentNullException.ThrowIfNull(options.IncludedInstruments);
        ArgumentNullException.ThrowIfNull(options.ExcludedInstruments);
        ArgumentNullException.ThrowIfNull(options.IgnoredClientOrderIds);
        ArgumentNullException.ThrowIfNull(options.Dust);
        ArgumentNullException.ThrowIfNull(options.Claims);
        _included = [.. options.IncludedInstruments];
        _excluded = [.. options.ExcludedInstruments];
        _ignoredOrders = [.. options.IgnoredClientOrderIds];
        _dust = new Dictionary<string, decimal>(options.Dust, StringComparer.Ordinal);
        foreach ((string asset, decimal amount) in _dust)
        {
            Guard.NotNegative(amount, Guard.MaxQuantity, $"{nameof(options.Dust)}[{asset}]");
        }

        TakeClaims(options.Claims);
        TakeAccounts(options);
    }

    internal bool ClaimExternalPositions { get; }

    internal ExternalReductions ExternalReductions { get; }

    internal ReductionOrder ReductionOrder { get; }

    internal bool GenerateMissingOrders { get; }

    internal OverfillPolicy Overfills { get; }

    internal decimal QuantityTolerance { get; }

    internal decimal? AveragePriceTolerance { get; }

    internal bool IgnoreUnclaimedExternalOrders { get; }

    internal bool IgnorePositionReports { get; }

    internal int RequiredAbsenceReads { get; }

    internal TimeSpan AbsenceQuietPeriod { get; }

    internal bool RequireAccountIdentity { get; }

    internal bool AllowMassFlattening { get; }

    internal bool Includes(InstrumentId instrument) =>
        (_included.Count == 0 || _included.Contains(instrument))
        && (_excluded.Count == 0 || !_excluded.Contains(instrument));

    /// <summary>How long things take, and last, at an account's venue.</summary>
    internal AccountTimes TimesOf(AccountId account) => _accounts.GetValueOrDefault(account, _times);

    internal bool Ignores(ClientOrderId? order) =>
        _ignoredOrders.Count > 0 && order is { } id && _ignoredOrders.Contains(id);

    internal decimal DustOf(AssetId asset, decimal smallestStep) =>
        _dust.TryGetValue(asset.Value, out decimal amount) ? amount : smallestStep;

    /// <summary>Who claims an order: the longest prefix that its client order id starts with, else a claim without one.
    /// </summary>
    internal StrategyId? ClaimantOf(AccountId account, InstrumentId instrument, ClientOrderId? order)
    {
        if (!ClaimExternalPositions || !_claims.TryGetValue((account, instrument), out List<ExternalClaim>? claims))
        {
            return null;
        }

        foreach (ExternalClaim claim in claims)
        {
            if (claim.ClientIdPrefix is not { } prefix
                || (order is { } id && id.Value.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return claim.Strategy;
            }
        }

        return null;
    }

    internal static ArgumentOutOfRangeException OutOfRange(string member, object? value, string range) =>
        new(member, value, $"{member} is {value}; it must be {range}.");

    private void TakeAccounts(ReconciliationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Accounts);
        foreach (AccountFacts? listed in options.Accounts)
        {
            AccountFacts facts = listed ?? throw new ArgumentException(
                $"{nameof(ReconciliationOptions.Accounts)} has an empty element.", nameof(options));
            if (!_accounts.TryAdd(facts.Account, new AccountTimes(options, facts)))
            {
                throw new ArgumentException(
                    $"{nameof(ReconciliationOptions.Accounts)} has {facts.Account} twice.", nameof(options));
            }
        }
    }

    private void TakeClaims(IEnumerable<ExternalClaim> claims)
    {
        foreach (ExternalClaim? listed in claims)
        {
            ExternalClaim claim = listed ?? throw new ArgumentException(
                $"{nameof(ReconciliationOptions.Claims)} has an empty element.", nameof(claims));
            Guard.NotEmpty(claim.Strategy, $"{nameof(ReconciliationOptions.Claims)}.{nameof(ExternalClaim.Strategy)}");
            if (!_claims.TryGetValue((claim.Account, claim.Instrument), out List<ExternalClaim>? list))
            {
                _claims.Add((claim.Account, claim.Instrument), list = []);
            }

            ExternalClaim? rival = list.Find(c => string.Equals(
                c.ClientIdPrefix ?? string.Empty, claim.ClientIdPrefix ?? string.Empty, StringComparison.Ordinal));
            if (rival is not null && rival.Strategy != claim.Strategy)
            {
                throw new ArgumentException(
                    $"{rival.Strategy} and {claim.Strategy} both claim {claim.Instrument} in {claim.Account} with the "
                    + $"prefix '{claim.ClientIdPrefix}'; a claim must have one owner.",
                    nameof(claims));
            }

            list.Add(claim);
        }

        foreach (List<ExternalClaim> list in _claims.Values)
        {
            list.Sort(static (a, b) => (b.ClientIdPrefix?.Length ?? 0).CompareTo(a.ClientIdPrefix?.Length ?? 0));
        }
    }
}
