using System.Globalization;

namespace PositionRecovery.Testing;

/// <summary>One run of one case: its fixture, and short words for what cases do.</summary>
internal sealed class VenueStage(VenueFixture fixture, CancellationToken cancellationToken)
{
    internal VenueFixture Fixture => fixture;

    internal CancellationToken Token => cancellationToken;

    internal VenueProfile Profile => fixture.Ports.Reports.Profile;

    internal AccountId Account => fixture.Account;

    internal InstrumentDefinition First => fixture.Instruments[0];

    internal InstrumentDefinition Second => fixture.Instruments[1];

    internal DateTimeOffset Now => fixture.Now;

    internal static VenueOrderId Id(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    internal VenueScene Scene() => new()
    {
        Account = Account,
        Marks =
        [
            .. fixture.Instruments.Select(i =>
                new MarkReport { Account = Account, Instrument = i.Id, Mark = 100m, At = Now }),
        ],
    };

    internal ValueTask ArrangeAsync(VenueScene scene) => fixture.ArrangeAsync(scene, cancellationToken);

    internal ValueTask InjectAsync(VenueFault fault) => fixture.InjectAsync(fault, cancellationToken);

    internal ValueTask<VenueAnswer> AskAsync(VenueQuery query) =>
        fixture.Ports.Reports.QueryAsync(query, cancellationToken);

    /// <summary>Asks what must be answered in full.</summary>
    internal async Task<IReadOnlyList<T>> ReadAsync<T>(VenueQuery query)
        where T : VenueReport
    {
        VenueAnswer answer = await AskAsync(query).ConfigureAwait(false);
        Claim.Same(CoverageStatus.Complete, answer.Coverage.Status, $"The coverage ({answer.Coverage.Reason})");
        Claim.That(answer.Coverage.To is not null, "A complete answer does not say which time it holds for.");
        Claim.That(
            answer.Reports.All(static r => r is T), $"There are rows in the answer that are no {typeof(T).Name}.");
        return [.. answer.Reports.Cast<T>()];
    }

    /// <summary>A query that may fail as it likes, as long as the failure is not an answer.</summary>
    /// <returns>The answer; <c>null</c> when there was none.</returns>
    internal async Task<VenueAnswer?> TryAskAsync(VenueQuery query)
    {
        try
        {
            VenueAnswer answer = await AskAsync(query).ConfigureAwait(false);
            return answer.Coverage.Status is CoverageStatus.Failed or CoverageStatus.Unsupported ? null : answer;
        }
        catch (VenueException)
        {
            return null;
        }
    }

    internal OrderIntent Intent(
        string id, decimal quantity, OrderType type = OrderType.Limit, decimal? price = null, decimal? trigger = null,
        bool reduces = false) => new()
        {
            Id = new ClientOrderId(id),
            Strategy = new StrategyId("conformance"),
            Account = Account,
            Instrument = First.Id,
            Side = quantity < 0m ? OrderSide.Sell : OrderSide.Buy,
            Type = type,
            Quantity = Math.Abs(quantity) * First.QuantityIncrement,
            Price = price,
            TriggerPrice = trigger,
            IsReduceOnly = reduces,
            TimeInForce = TimeInForce.GoodTilCanceled,
            Class = trigger is null ? OrderClass.Regular : OrderClass.Conditional,
            Action = reduces ? OrderAction.Exit : OrderAction.Enter,
        };

    internal ValueTask<SubmitResult> SendAsync(OrderIntent order, OrderIntent? other = null) =>
        SendAsync(order, other, TimeSpan.FromMinutes(1));

    internal ValueTask<SubmitResult> SendAsync(OrderIntent order, OrderIntent? other, TimeSpan within) =>
        fixture.Ports.Orders!.SubmitAsync(
            new OrderSubmission
            {
                Order = order, CancelsOther = other, SendBefore = fixture.Clock.GetUtcNow() + within,
            },
            cancellationToken);

    internal ValueTask<SubmitResult> CancelAsync(OrderIntent order, VenueOrderId? id) =>
        fixture.Ports.Orders!.CancelAsync(
            new OrderSnapshot { Intent = order, Status = OrderStatus.Accepted, VenueOrder = id }, cancellationToken);

    /// <summary>How often the venue took an order of this client id.</summary>
    internal int Taken(OrderIntent order) => fixture.AcceptedOrders.Count(o => o.Id == order.Id);

    internal OrderReport Order(
        long number, OrderStatus status, OrderClass service = OrderClass.Regular, decimal filled = 0m) => new()
        {
            Account = Account,
            Instrument = First.Id,
            ClientOrder = new ClientOrderId($"conf-{number}"),
            VenueOrder = Id(number),
            Class = service,
            Side = OrderSide.Sell,
            Type = service == OrderClass.Conditional ? OrderType.StopMarket : OrderType.Limit,
            Status = status,
            Quantity = 4m * First.QuantityIncrement,
            Filled = filled * First.QuantityIncrement,
            AveragePrice = filled == 0m ? null : 110m,
            Price = service == OrderClass.Conditional ? null : 110m,
            TriggerPrice = service == OrderClass.Conditional ? 90m : null,
            TimeInForce = TimeInForce.GoodTilCanceled,
            CreatedAt = Now.AddMinutes(-10),
            UpdatedAt = Now.AddMinutes(-5),
        };

    internal FillReport Fill(long number, TimeSpan age, InstrumentDefinition? instrument = null) => new()
    {
        Account = Account,
        Instrument = (instrument ?? First).Id,
        Trade = new TradeId(number.ToString(CultureInfo.InvariantCulture)),
        ClientOrder = new ClientOrderId($"conf-{number}"),
        VenueOrder = Id(number),
        Side = OrderSide.Buy,
        Quantity = First.QuantityIncrement,
        Price = 100m,
        At = Now - age,
    };

    internal PositionReport Position(decimal quantity, PositionSide side = PositionSide.Net) => new()
    {
        Account = Account,
        Instrument = First.Id,
        Side = side,
        Quantity = quantity * First.QuantityIncrement,
        AveragePrice = 95m,
        MarkPrice = 100m,
        UpdatedAt = Now.AddMinutes(-5),
    };
}
