using System.Globalization;
using PositionRecovery.Testing;

namespace PositionRecovery.Exchange;

/// <summary>A venue as one API sees it: its symbols, accounts and limits, and all calls of it.</summary>
internal sealed class Desk
{
    private readonly Dictionary<string, Listing> _bySymbol;

    private readonly Dictionary<InstrumentId, Listing> _byId;

    private readonly TimeProvider _clock;

    private long _invented;

    private Desk(SimulatedVenue venue, IReadOnlyList<Listing> listings, bool isSpot, ExchangeOptions options)
    {
        Venue = venue;
        IsSpot = isSpot;
        Listings = listings;
        Limits = isSpot ? options.SpotLimits : options.Limits;
        Leverage = options.Leverage;
        Weights = new WeightBudget(Limits);
        Orders = new OrderBudget(Limits);
        _clock = options.TimeProvider;
        _bySymbol = listings.ToDictionary(static l => l.Symbol, StringComparer.Ordinal);
        _byId = listings.ToDictionary(static l => l.Id);
    }

    internal SimulatedVenue Venue { get; }

    internal bool IsSpot { get; }

    internal IReadOnlyList<Listing> Listings { get; }

    internal ExchangeLimits Limits { get; }

    internal decimal Leverage { get; }

    internal WeightBudget Weights { get; }

    internal OrderBudget Orders { get; }

    internal OrderNotebook Notes { get; } = new();

    internal IReadOnlyList<AccountId> Accounts => Venue.Profile.Accounts;

    /// <summary>The time of the API.</summary>
    internal DateTimeOffset Now => Venue.Now;

    internal long NowMs => Now.ToUnixTimeMilliseconds();

    /// <summary>Opens a desk. Asks the venue what can be traded.</summary>
    internal static async Task<Desk> OpenAsync(
        SimulatedVenue venue, bool isSpot, ExchangeOptions options, CancellationToken cancellationToken)
    {
        VenueAnswer answer = await venue.QueryAsync(
            new InstrumentsQuery { Account = venue.Profile.Accounts[0] }, cancellationToken).ConfigureAwait(false);
        InstrumentDefinition[] instruments = [.. answer.Reports.OfType<InstrumentReport>().Select(static r => r.Definition)];
        if (instruments.FirstOrDefault(i => i.IsSpot != isSpot || i.IsInverse) is { } wrong)
        {
            throw new ArgumentException(
                $"{wrong.Id} cannot be traded on the {(isSpot ? "spot" : "futures")} API.", nameof(venue));
        }

        bool isApart = venue.Profile.TriggerOrderClass == OrderClass.Conditional;
        return isApart == isSpot
            ? throw new ArgumentException(
                $"SeparatesConditionalOrders must be {!isSpot} for the {(isSpot ? "spot" : "futures")} API.",
                nameof(venue))
            : new Desk(
                venue,
                [.. instruments.Select(i => new Listing(
                    i, options.Symbols.GetValueOrDefault(Listing.SymbolOf(i.Id), options.DefaultRules)))],
                isSpot,
                options);
    }

    internal AccountId AccountOf(ExchangeKey key) => (IsSpot ? key.SpotAccount : key.FuturesAccount) ?? Accounts[0];

    internal Listing Find(string symbol) =>
        _bySymbol.GetValueOrDefault(symbol) ?? throw new ApiException(-1121, "Invalid symbol.");

    internal Listing Of(InstrumentId id) => _byId[id];

    /// <summary>The number that the API gives as the id of an order.</summary>
    internal static long Number(VenueOrderId? id) =>
        long.TryParse(id?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw new InvalidOperationException($"The venue's order id '{id}' is no number.");

    internal static VenueOrderId Id(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A client order id for an order that came without one.</summary>
    internal ClientOrderId Invent() => new(string.Create(
        CultureInfo.InvariantCulture, $"made-{(IsSpot ? 's' : 'f')}{Interlocked.Increment(ref _invented):D8}"));

    /// <summary>Asks the venue. Its faults become what they look like over HTTP.</summary>
    internal async Task<IReadOnlyList<T>> ReadAsync<T>(
        ApiRequest request, VenueQuery query, CancellationToken cancellationToken)
        where T : VenueReport
    {
        VenueAnswer answer;
        try
        {
            answer = await Venue.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (VenueException error)
        {
            throw VenueErrors.Of(error, Now);
        }

        switch (answer.Coverage.Status)
        {
            case CoverageStatus.Failed:
                throw ApiException.OutcomeUnknown();
            case CoverageStatus.Unsupported:
                throw new ApiException(StatusCodes.Status404NotFound, -5000, "This endpoint is out of service.");
            case CoverageStatus.Partial when !VenueErrors.IsRetention(answer.Coverage):
                request.IsCut = true; // rows are missing: nobody may take the page for a whole one
                break;
        }

        return [.. answer.Reports.Cast<T>()];
    }

    internal async Task<bool> IsHedgingAsync(ApiRequest request, CancellationToken cancellationToken) =>
        (await ReadAsync<AccountReport>(request, new AccountQuery { Account = request.Account }, cancellationToken)
            .ConfigureAwait(false))[0].Mode == PositionMode.Hedging;

    /// <summary>Sends an order.</summary>
    /// <returns>What became of it.</returns>
    internal async Task<OrderReport> PlaceAsync(
        ApiRequest request, OrderIntent intent, decimal? trailing, OrderNotes notes,
        CancellationToken cancellationToken)
    {
        SubmitResult result;
        try
        {
            result = await Venue.SubmitAsync(
                new OrderSubmission
                {
                    Order = intent,
                    TrailingDistance = trailing,
                    SendBefore = _clock.GetUtcNow() + (request.Deadline - Now),
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (VenueException error)
        {
            throw VenueErrors.Of(error, Now);
        }

        if (result is not { Status: SubmitStatus.Accepted, VenueOrder: { } id })
        {
            throw VenueErrors.Of(result, IsSpot);
        }

        Notes[id] = notes;
        return Order(intent.Account, id);
    }

    /// <summary>Cancels an order. One that is not working is left to the venue to refuse.</summary>
    internal async Task<OrderReport> CancelAsync(
        ApiRequest request, Listing listing, OrderReport? order, CancellationToken cancellationToken)
    {
        VenueOrderId id = order?.VenueOrder ?? Id(0);
        SubmitResult result;
        try
        {
            result = await Venue.CancelAsync(
                new OrderSnapshot
                {
                    Intent = new OrderIntent
                    {
                        Id = order?.ClientOrder ?? new ClientOrderId("none"),
                        Strategy = StrategyId.External,
                        Account = request.Account,
                        Instrument = listing.Id,
                        Side = OrderSide.Buy,
                        Type = OrderType.Market,
                        Quantity = 0m,
                    },
                    Status = OrderStatus.Accepted,
                    VenueOrder = id,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (VenueException error)
        {
            throw VenueErrors.Of(error, Now);
        }

        return result.Status switch
        {
            SubmitStatus.Accepted => Order(request.Account, id),
            SubmitStatus.Unknown => throw ApiException.OutcomeUnknown(),
            _ => throw ApiException.CancelRejected(),
        };
    }

    /// <summary>An order as it is, past all faults.</summary>
    internal OrderReport Order(AccountId account, VenueOrderId id) =>
        Venue.OrdersOf(account).Last(o => o.VenueOrder == id);

    /// <summary>A working order, past all faults: by the id of the venue, or else by the client's.</summary>
    internal OrderReport? Working(
        AccountId account, InstrumentId? instrument, long? number, ClientOrderId? client, OrderClass service) =>
        Venue.OpenOrdersOf(account).LastOrDefault(o => o.Class == service
            && (instrument is null || o.Instrument == instrument)
            && (number is { } id ? o.VenueOrder == Id(id) : o.ClientOrder == client));
}
