using PositionRecovery.Testing;

namespace PositionRecovery.Exchange;

/// <summary>What a test does to an <see cref="ExchangeServer"/>: faults, prices, people, and looking at the truth.
/// Thread-safe.</summary>
public sealed class ExchangeControl
{
    private readonly Desk _futures;

    private readonly Desk? _spot;

    private readonly FaultDesk _faults;

    private readonly Traffic _traffic;

    internal ExchangeControl(Desk futures, Desk? spot, FaultDesk faults, Traffic traffic) =>
        (_futures, _spot, _faults, _traffic) = (futures, spot, faults, traffic);

    /// <summary>A request begins to hang, for this reason. Called by what serves the request, which waits for it.
    /// </summary>
    public event Action<HttpFault>? Hung
    {
        add => _faults.Hung += value;
        remove => _faults.Hung -= value;
    }

    /// <summary>The faults of HTTP that are planted.</summary>
    public IReadOnlyList<HttpFault> Faults => _faults.Planted;

    internal IReadOnlyList<RequestRecord> Requests => _traffic.Records;

    /// <summary>Ends when no request is under way: what was asked is noted then, also what nobody waits for any more.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task QuietAsync(CancellationToken cancellationToken = default) =>
        _traffic.QuietAsync().WaitAsync(cancellationToken);

    /// <summary>Plants a fault of HTTP.</summary>
    /// <param name="fault">What goes wrong, and when.</param>
    public void Plant(HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _ = fault.Kind is HttpFaultKind.Unknown || fault.Rows < 1 || fault.Nth < 1 || fault.Times < 1
            ? throw new ArgumentException($"The fault is not complete: {fault}", nameof(fault))
            : true;
        _faults.Plant(fault);
    }

    /// <summary>Plants a fault of the venue, which shows as what it looks like over HTTP; stale reads for example.
    /// </summary>
    /// <param name="fault">What goes wrong, and when.</param>
    /// <param name="isSpot">At the spot venue; otherwise at the futures venue.</param>
    public void Plant(VenueFault fault, bool isSpot = false) => VenueOf(isSpot).Plant(fault);

    /// <summary>Removes all faults, limits and bans, and lets go what hangs.</summary>
    public void Heal()
    {
        _faults.Heal();
        foreach (Desk desk in _spot is null ? [_futures] : new[] { _futures, _spot })
        {
            desk.Weights.Heal();
            desk.Venue.Heal();
        }
    }

    /// <summary>Moves a price. Orders that it reaches are triggered and executed.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="price">The price.</param>
    /// <param name="liquidity">How much can be traded at it; <c>null</c> for any quantity.</param>
    /// <param name="isSpot">At the spot venue; otherwise at the futures venue.</param>
    public void SetPrice(string symbol, decimal price, decimal? liquidity = null, bool isSpot = false)
    {
        InstrumentId instrument = InstrumentOf(symbol, isSpot);
        if (liquidity is { } most)
        {
            VenueOf(isSpot).SetPrice(instrument, price, most);
        }
        else
        {
            VenueOf(isSpot).SetPrice(instrument, price);
        }
    }

    /// <summary>A person trades at the market.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantity">How much.</param>
    /// <param name="account">The account; <c>null</c> for the first.</param>
    /// <param name="isSpot">At the spot venue; otherwise at the futures venue.</param>
    /// <returns>What became of it.</returns>
    public SubmitResult Trade(
        string symbol, OrderSide side, decimal quantity, AccountId? account = null, bool isSpot = false) =>
        VenueOf(isSpot).PlaceManually(
            account ?? VenueOf(isSpot).Profile.Accounts[0], InstrumentOf(symbol, isSpot), side, quantity);

    /// <summary>A person cancels a working order.</summary>
    /// <param name="id">Its client order id.</param>
    /// <param name="isSpot">At the spot venue; otherwise at the futures venue.</param>
    /// <exception cref="ArgumentException">No working order has this id.</exception>
    public void Cancel(ClientOrderId id, bool isSpot = false) => VenueOf(isSpot).CancelManually(id);

    /// <summary>Executes a part of a working order.</summary>
    /// <param name="id">Its client order id.</param>
    /// <param name="quantity">How much.</param>
    /// <param name="isSpot">At the spot venue; otherwise at the futures venue.</param>
    /// <exception cref="ArgumentException">No working order has this id, or less than that remains.</exception>
    public void Fill(ClientOrderId id, decimal quantity, bool isSpot = false) =>
        VenueOf(isSpot).FillPartly(id, quantity);

    /// <summary>The exchange closes a futures position by force.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="side">Which position.</param>
    /// <param name="account">The account; <c>null</c> for the first.</param>
    /// <exception cref="InvalidOperationException">There is no such position.</exception>
    public void Liquidate(string symbol, PositionSide side = PositionSide.Net, AccountId? account = null) =>
        _futures.Venue.Liquidate(new BookKey(
            account ?? _futures.Accounts[0], InstrumentOf(symbol, isSpot: false), side));

    /// <summary>Every order that a venue took, oldest first: the ledger of effects.</summary>
    /// <param name="isSpot">Of the spot venue; otherwise of the futures venue.</param>
    public IReadOnlyList<AcceptedOrder> Ledger(bool isSpot = false) => VenueOf(isSpot).AcceptedOrders;

    private SimulatedVenue VenueOf(bool isSpot) => DeskOf(isSpot).Venue;

    private Desk DeskOf(bool isSpot) => !isSpot ? _futures
        : _spot ?? throw new InvalidOperationException("There is no spot venue.");

    internal InstrumentId InstrumentOf(string symbol, bool isSpot) =>
        DeskOf(isSpot).Listings.FirstOrDefault(l => l.Symbol == symbol)?.Id
            ?? throw new ArgumentException($"There is no symbol '{symbol}'.", nameof(symbol));
}
