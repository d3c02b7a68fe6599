using System.Globalization;

namespace PositionRecovery.Testing;

/// <summary>Puts a scene on the stage, past all rules.</summary>
internal sealed class SceneLoader(VenueState state)
{
    internal void Load(VenueScene scene)
    {
        VenueAccount account = state.AccountOf(scene.Account);
        account.Mode = scene.Mode == PositionMode.Unknown ? account.Mode : scene.Mode;
        foreach (MarkReport mark in scene.Marks)
        {
            state.MarketOf(mark.Instrument).MoveTo(mark.At ?? state.Now, mark.Mark!.Value, null);
        }

        foreach (PositionReport position in scene.Positions)
        {
            account.PositionOf(state.MarketOf(position.Instrument).Definition, position.Side).Restore(
                position.Quantity, position.AveragePrice ?? 0m, position.UpdatedAt ?? state.Now);
        }

        foreach (OrderReport order in scene.Orders)
        {
            Add(account, order);
        }

        foreach (FillReport fill in scene.Fills)
        {
            account.Fills.Add(fill);
            if (long.TryParse(fill.Trade.Value, CultureInfo.InvariantCulture, out long trade))
            {
                state.MarketOf(fill.Instrument).SkipTrades(trade);
            }
        }

        account.Fills.Sort(static (a, b) => a.At.CompareTo(b.At));
        account.Flows.AddRange(scene.CashFlows);
        foreach (BalanceReport balance in scene.Balances)
        {
            account.Pay(balance.Asset, balance.Total - account.BalanceOf(balance.Asset), state.Now);
        }
    }

    private void Add(VenueAccount account, OrderReport report)
    {
        DateTimeOffset at = report.UpdatedAt ?? report.CreatedAt ?? state.Now;
        OrderIntent intent = IntentOf(report);
        var order = new VenueOrder
        {
            Number = 0,
            Id = report.VenueOrder ?? state.NextOrder(report.Class),
            Intent = intent,
            Class = report.Class,
            Type = report.Type,
            Definition = state.MarketOf(report.Instrument).Definition,
            CreatedAt = report.CreatedAt ?? at,
            Origin = report.Origin,
            Quantity = intent.Quantity,
            TriggerPrice = report.TriggerPrice,
            IsTriggered = report.Status is OrderStatus.Triggered or OrderStatus.PartiallyFilled,
        };
        state.SkipOrders(report.Class, order.Id);
        order.Restore(report with { VenueOrder = order.Id }, at);
        account.Add(order);
        if (!order.IsWorking)
        {
            account.Retire(order);
        }
    }

    private OrderIntent IntentOf(OrderReport report) => new()
    {
        Id = report.ClientOrder ?? state.Invent("web"),
        Strategy = StrategyId.External,
        Account = report.Account,
        Instrument = report.Instrument,
        Side = report.Side,
        Type = report.Type,
        Quantity = report.Quantity ?? 0m,
        Price = report.Price,
        TriggerPrice = report.TriggerPrice,
        PositionSide = report.PositionSide,
        IsReduceOnly = report.IsReduceOnly,
        Class = report.Class,
        TimeInForce = report.TimeInForce,
    };
}
