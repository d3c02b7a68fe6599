namespace PositionRecovery.Testing;

/// <summary>What kind of venue a <see cref="SimulatedVenue"/> is. Immutable.</summary>
public sealed record SimulatedVenueSetup
{
    /// <summary>Its name.</summary>
    public VenueId Venue { get; init; } = new("SIM");

    /// <summary>Its accounts, each once.</summary>
    public required IReadOnlyList<SimulatedAccount> Accounts { get; init; }

    /// <summary>What can be traded, each once.</summary>
    public required IReadOnlyList<InstrumentDefinition> Instruments { get; init; }

    /// <summary>The clock: delays and late effects pass by it. The venue's own time starts with it and does not
    /// notice when the wall clock is set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How far the venue's time is ahead of the wall clock at the start; negative when it is behind.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>What the venue does about orders whose outcome is not known. Idempotent: a client order id is one
    /// order for ever. QueryableById: it is unique among working orders only. Neither: it is not looked at, and orders
    /// cannot be asked for by it.</summary>
    public SubmitGuarantee SubmitGuarantee { get; init; } = SubmitGuarantee.QueryableById;

    /// <summary>How far back executions, cash flows and ended orders can be asked for; <c>null</c> for ever.</summary>
    public TimeSpan? HistoryRetention { get; init; }

    /// <summary>How long an order that ended without an execution can be asked for; <c>null</c> for as long as others.
    /// </summary>
    public TimeSpan? UnfilledOrderRetention { get; init; }

    /// <summary>How long after <see cref="OrderSubmission.SendBefore"/> a request that is under way is still executed;
    /// <c>null</c> for ever.</summary>
    public TimeSpan? RequestLife { get; init; }

    /// <summary>Whether pairs of orders can be placed of which one cancels the other; on by default.</summary>
    public bool SupportsOneCancelsOther { get; init; } = true;

    /// <summary>Whether orders can be reduce-only; on by default.</summary>
    public bool SupportsReduceOnly { get; init; } = true;

    /// <summary>Whether orders that wait for a trigger live in a service of their own and become a regular order with
    /// another venue id when triggered; on by default.</summary>
    public bool SeparatesConditionalOrders { get; init; } = true;

    /// <summary>Whether a conditional reduce-only order is canceled when the position it reduces is gone; on by
    /// default. Otherwise it stays until somebody cancels it. Regular ones are canceled always.</summary>
    public bool CancelsReduceOnlyWhenFlat { get; init; } = true;

    /// <summary>Whether executions can be asked for one instrument at a time only.</summary>
    public bool FillsByInstrumentOnly { get; init; }

    /// <summary>Whether ended orders can be asked for one instrument at a time only.</summary>
    public bool OrderHistoryByInstrumentOnly { get; init; }

    /// <summary>The longest client order id it takes, in characters.</summary>
    public int MaxClientIdLength { get; init; } = 36;

    /// <summary>How many queries it may be asked at once.</summary>
    public int MaxParallelQueries { get; init; } = 4;

    /// <summary>How many calls it takes in a minute of its time; <c>null</c> for any number. The next one is refused
    /// until the minute is over, as by <see cref="VenueFaultKind.TooManyRequests"/>; a caller who does not wait is
    /// banned for two minutes.</summary>
    public int? CallsPerMinute { get; init; }

    /// <summary>The fee as a part of the traded value, for example 0.0004; negative for a rebate.</summary>
    public decimal FeeRate { get; init; }

    /// <summary>What fees are taken in.</summary>
    public FeeCurrency FeeIn { get; init; } = FeeCurrency.Profit;

    /// <summary>The price of an instrument at any time, for bars; <c>null</c> for bars of the prices that were set.
    /// Must give the same price for the same time. It does not move the market.</summary>
    public Func<InstrumentId, DateTimeOffset, decimal>? PriceOf { get; init; }

    internal VenueProfile ToProfile() => new()
    {
        Venue = Venue,
        Accounts = [.. Accounts.Select(static a => a.Id)],
        SubmitGuarantee = SubmitGuarantee,
        HistoryRetention = HistoryRetention,
        OrderRetention = HistoryRetention,
        UnfilledOrderRetention = UnfilledOrderRetention,
        RequestLife = RequestLife,
        MaxClientIdLength = MaxClientIdLength,
        MaxParallelQueries = MaxParallelQueries,
        SupportsOneCancelsOther = SupportsOneCancelsOther,
        SupportsReduceOnly = SupportsReduceOnly,
        TriggerOrderClass = SeparatesConditionalOrders ? OrderClass.Conditional : OrderClass.Regular,
    };
}
