namespace PositionRecovery;

/// <summary>How to reconcile. Mutable, so that it can be bound from configuration; <see cref="Reconciler"/> takes a
/// copy
/// and checks it. Not thread-safe while it is being changed.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>Who claims orders and positions that the engine did not make.</summary>
    public IList<ExternalClaim> Claims { get; init; } = [];

    /// <summary>Whether claims are honoured; when off, everything external stays with
    /// <see cref="StrategyId.External"/>.</summary>
    public bool ClaimExternalPositions { get; set; } = true;

    /// <summary>Whose position external orders and forced orders reduce.</summary>
    public ExternalReductions ExternalReductions { get; set; } = ExternalReductions.ReduceOwners;

    /// <summary>In which order owners are reduced, after the claimant.</summary>
    public ReductionOrder ReductionOrder { get; set; } = ReductionOrder.LastInFirstOut;

    /// <summary>Whether gaps are closed by synthetic orders and restatements; when off the plan reports them only.
    /// </summary>
    public bool GenerateMissingOrders { get; set; } = true;

    /// <summary>What happens to an execution beyond the ordered quantity.</summary>
    public OverfillPolicy Overfills { get; set; } = OverfillPolicy.Allow;

    /// <summary>The difference in quantity that counts as equal; 0 or more, 0 by default.</summary>
    public decimal QuantityTolerance { get; set; }

    /// <summary>The difference in average price that counts as equal, in quote currency; <c>null</c> for the
    /// instrument's price increment.</summary>
    public decimal? AveragePriceTolerance { get; set; }

    /// <summary>Spot: the amount of an asset, by its name, below which a difference of balances is dust.</summary>
    public IDictionary<string, decimal> Dust { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>Only these instruments are reconciled; empty for all.</summary>
    public IList<InstrumentId> IncludedInstruments { get; init; } = [];

    /// <summary>These instruments are not reconciled.</summary>
    public IList<InstrumentId> ExcludedInstruments { get; init; } = [];

    /// <summary>Orders with these client order ids are not reconciled.</summary>
    public IList<ClientOrderId> IgnoredClientOrderIds { get; init; } = [];

    /// <summary>Whether external orders that nobody claims are left out of the books. Their executions still count.
    /// </summary>
    public bool IgnoreUnclaimedExternalOrders { get; set; }

    /// <summary>Whether positions are not compared at all.</summary>
    public bool IgnorePositionReports { get; set; }

    /// <summary>How long a request stays valid after it was signed (on Binance <c>recvWindow</c>).</summary>
    public TimeSpan RequestLife { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the venue may work on a request it accepted.</summary>
    public TimeSpan VenueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is added to every such wait, for clocks that disagree.</summary>
    public TimeSpan SafetyMargin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many agreeing reads prove an absence; at least 1.</summary>
    public int RequiredAbsenceReads { get; set; } = 2;

    /// <summary>How far apart such reads must be.</summary>
    public TimeSpan AbsenceQuietPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a position may be closed on its absence only when the stored identity of the account is known
    /// and confirmed. When off, an account that never had an identity is taken at its word, with one complete answer;
    /// an account whose identity is stored always needs the confirmation and all required reads.</summary>
    public bool RequireAccountIdentity { get; set; }

    /// <summary>Whether more than one position, and more than half of an account, may be closed on absence at once. An
    /// operator's decision; off by default.</summary>
    public bool AllowMassFlattening { get; set; }

    /// <summary>How long the venue keeps an order that ended without a fill; <c>null</c> for ever.</summary>
    public TimeSpan? UnfilledOrderRetention { get; set; }

    /// <summary>How long the venue keeps any order; <c>null</c> for ever.</summary>
    public TimeSpan? OrderRetention { get; set; }

    /// <summary>What is different about single accounts, because their venues differ; each account once.</summary>
    public IList<AccountFacts> Accounts { get; init; } = [];

    internal ReconciliationOptions Copy() => CopyOf([.. IncludedInstruments], [.. ExcludedInstruments],
        [.. IgnoredClientOrderIds], IgnorePositionReports);

    /// <summary>The same for events as they are reported, none of which is left out.</summary>
    internal ReconciliationOptions ForIntake() => CopyOf([], [], [], ignorePositionReports: false);

    private ReconciliationOptions CopyOf(
        InstrumentId[] included, InstrumentId[] excluded, ClientOrderId[] ignored, bool ignorePositionReports) => new()
        {
            Claims = [.. Claims],
            ClaimExternalPositions = ClaimExternalPositions,
            ExternalReductions = ExternalReductions,
            ReductionOrder = ReductionOrder,
            GenerateMissingOrders = GenerateMissingOrders,
            Overfills = Overfills,
            QuantityTolerance = QuantityTolerance,
            AveragePriceTolerance = AveragePriceTolerance,
            Dust = new Dictionary<string, decimal>(Dust, StringComparer.Ordinal),
            IncludedInstruments = [.. included],
            ExcludedInstruments = [.. excluded],
            IgnoredClientOrderIds = [.. ignored],
            IgnoreUnclaimedExternalOrders = IgnoreUnclaimedExternalOrders,
            IgnorePositionReports = ignorePositionReports,
            RequestLife = RequestLife,
            VenueTimeout = VenueTimeout,
            SafetyMargin = SafetyMargin,
            RequiredAbsenceReads = RequiredAbsenceReads,
            AbsenceQuietPeriod = AbsenceQuietPeriod,
            RequireAccountIdentity = RequireAccountIdentity,
            AllowMassFlattening = AllowMassFlattening,
            UnfilledOrderRetention = UnfilledOrderRetention,
            OrderRetention = OrderRetention,
            Accounts = [.. Accounts],
        };
}
