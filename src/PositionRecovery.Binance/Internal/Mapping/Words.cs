namespace PositionRecovery.Binance;

/// <summary>The venue's words and what they mean. A word that is not known means Unknown, never an error.</summary>
internal static class Words
{
    internal static OrderStatus Status(string? word) => word switch
    {
        "NEW" or "PENDING_NEW" or "NEW_INSURANCE" or "NEW_ADL" => OrderStatus.Accepted,
        "PARTIALLY_FILLED" => OrderStatus.PartiallyFilled,
        "FILLED" => OrderStatus.Filled,
        "CANCELED" => OrderStatus.Canceled,
        "PENDING_CANCEL" => OrderStatus.PendingCancel,
        "REJECTED" => OrderStatus.Rejected,
        "EXPIRED" or "EXPIRED_IN_MATCH" => OrderStatus.Expired,
        _ => OrderStatus.Unknown,
    };

    /// <summary>The statuses of the service for conditional orders. What FINISHED means the order that came of it
    /// tells: it may have been executed or canceled.</summary>
    internal static OrderStatus AlgoStatus(string? word, bool hasEngineOrder) => word switch
    {
        "NEW" => OrderStatus.Accepted,
        "TRIGGERING" or "TRIGGERED" => OrderStatus.Triggered,
        "FINISHED" when hasEngineOrder => OrderStatus.Triggered,
        "CANCELED" => OrderStatus.Canceled,
        "REJECTED" => OrderStatus.Rejected,
        "EXPIRED" => OrderStatus.Expired,
        _ => OrderStatus.Unknown,
    };

    /// <summary>TAKE_PROFIT is a limit order on futures and a market order on spot.</summary>
    internal static OrderType Type(string? word, string? timeInForce, bool isSpot) => word switch
    {
        "LIMIT" => timeInForce is "GTX" or "RPI" ? OrderType.PostOnly : OrderType.Limit,
        "MARKET" => OrderType.Market,
        "LIMIT_MAKER" => OrderType.PostOnly,
        "STOP" or "STOP_LOSS_LIMIT" => OrderType.StopLimit,
        "STOP_MARKET" or "STOP_LOSS" => OrderType.StopMarket,
        "TAKE_PROFIT" => isSpot ? OrderType.TakeProfitMarket : OrderType.TakeProfitLimit,
        "TAKE_PROFIT_LIMIT" => OrderType.TakeProfitLimit,
        "TAKE_PROFIT_MARKET" => OrderType.TakeProfitMarket,
        "TRAILING_STOP_MARKET" => OrderType.TrailingStopMarket,
        _ => OrderType.Unknown,
    };

    internal static TimeInForce TimeInForce(string? word) => word switch
    {
        "GTC" or "GTX" or "RPI" or "GTE_GTC" => PositionRecovery.TimeInForce.GoodTilCanceled,
        "IOC" => PositionRecovery.TimeInForce.ImmediateOrCancel,
        "FOK" => PositionRecovery.TimeInForce.FillOrKill,
        "GTD" => PositionRecovery.TimeInForce.GoodTilDate,
        _ => PositionRecovery.TimeInForce.Unknown,
    };

    internal static OrderSide Side(string? word) => word switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => OrderSide.Unknown,
    };

    /// <summary>A row without one is of an account that has no legs.</summary>
    internal static PositionSide PositionSide(string? word) => word switch
    {
        null or "BOTH" => PositionRecovery.PositionSide.Net,
        "LONG" => PositionRecovery.PositionSide.Long,
        "SHORT" => PositionRecovery.PositionSide.Short,
        _ => PositionRecovery.PositionSide.Unknown,
    };

    internal static MarginMode MarginMode(string? word) => word switch
    {
        "cross" or "CROSSED" => PositionRecovery.MarginMode.Cross,
        "isolated" or "ISOLATED" => PositionRecovery.MarginMode.Isolated,
        _ => PositionRecovery.MarginMode.Unknown,
    };

    /// <summary>Who made an order: the venue marks its own by client id.</summary>
    internal static OrderOrigin Origin(string? clientId, string? status) => clientId switch
    {
        not null when clientId.StartsWith("autoclose-", StringComparison.Ordinal) => OrderOrigin.Liquidation,
        "adl_autoclose" => OrderOrigin.AutoDeleveraging,
        not null when clientId.StartsWith("settlement_autoclose-", StringComparison.Ordinal)
            || clientId.StartsWith("delivery_autoclose-", StringComparison.Ordinal) => OrderOrigin.Settlement,
        _ => status switch
        {
            "NEW_INSURANCE" => OrderOrigin.Liquidation,
            "NEW_ADL" => OrderOrigin.AutoDeleveraging,
            _ => OrderOrigin.Unknown,
        },
    };

    /// <summary>Why an asset moved; <c>null</c> for what a trade did, which its execution tells.</summary>
    internal static CashFlowKind? CashFlow(string incomeType) => incomeType switch
    {
        "REALIZED_PNL" or "COMMISSION" => null,
        "FUNDING_FEE" => CashFlowKind.Funding,
        "TRANSFER" or "INTERNAL_TRANSFER" or "CROSS_COLLATERAL_TRANSFER" or "STRATEGY_UMFUTURES_TRANSFER"
            or "COIN_SWAP_DEPOSIT" or "COIN_SWAP_WITHDRAW" => CashFlowKind.Transfer,
        "DELIVERED_SETTELMENT" => CashFlowKind.Settlement,
        "INSURANCE_CLEAR" or "REFERRAL_KICKBACK" or "COMMISSION_REBATE" or "API_REBATE" or "FEE_RETURN"
            or "POSITION_LIMIT_INCREASE_FEE" => CashFlowKind.Fee,
        _ => CashFlowKind.Unknown,
    };
}
