namespace PositionRecovery.Tests;

/// <summary>What truly happened, in the order in which it happened.</summary>
internal sealed class TradedWorld
{
    /// <summary>Where every story starts.</summary>
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    internal TradedWorld(IReadOnlyList<Market> markets, IReadOnlyList<WorldEvent> events)
    {
        Markets = markets;
        Events = events;
        Orders = [.. events.Select(e => e.Order).Distinct()];
        Executions = [.. events.Where(e => e.Execution is not null).Select(e => e.Execution!)];
        Keys = [.. Executions.Select(e => e.Key).Distinct()];
        Accounts = [.. markets.DistinctBy(m => m.Account)];
        End = events.Count == 0 ? Start : events[^1].At;
    }

    internal IReadOnlyList<Market> Markets { get; }

    internal IReadOnlyList<WorldEvent> Events { get; }

    internal IReadOnlyList<TrueOrder> Orders { get; }

    /// <summary>All executions, in the order in which they happened.</summary>
    internal IReadOnlyList<Execution> Executions { get; }

    /// <summary>All positions that ever were open.</summary>
    internal IReadOnlyList<BookKey> Keys { get; }

    /// <summary>One market for each account.</summary>
    internal IReadOnlyList<Market> Accounts { get; }

    /// <summary>When the last thing happened.</summary>
    internal DateTimeOffset End { get; }

    internal IEnumerable<InstrumentDefinition> Instruments => Markets.Select(m => m.Instrument).DistinctBy(i => i.Id);

    internal InstrumentDefinition Instrument(InstrumentId id) => Instruments.Single(i => i.Id == id);

    internal AccountKind KindOf(AccountId account) => Accounts.Single(m => m.Account == account).Kind;

    /// <summary>The true book of one position.</summary>
    internal NaiveBook Book(BookKey key) => Book(key, Executions);

    /// <summary>The true book of one position at some time.</summary>
    internal NaiveBook Book(BookKey key, DateTimeOffset at) => Book(key, Executions.Where(e => e.At <= at));

    /// <summary>The book of one position as it follows from some of the executions.</summary>
    internal NaiveBook Book(BookKey key, IEnumerable<Execution> executions) =>
        NaiveBook.Of(Instrument(key.Instrument), executions.Where(e => e.Key == key).Select(e => e.Trade));

    /// <summary>Where the percent of the story ends: how many events are before.</summary>
    internal int EventsBefore(int percent) => Events.Count * percent / 100;
}

/// <summary>Something that happened to an order.</summary>
internal sealed record WorldEvent(int Index, DateTimeOffset At, TrueOrder Order, WorldEventKind Kind)
{
    /// <summary>The execution, for <see cref="WorldEventKind.Executed"/>.</summary>
    internal Execution? Execution { get; init; }

    /// <summary>How the order ended, for <see cref="WorldEventKind.Ended"/>.</summary>
    internal OrderStatus End { get; init; }

    /// <summary>The quantity from here on, for the first event of an order and for <see
    /// cref="WorldEventKind.Amended"/>.</summary>
    internal decimal Quantity { get; init; }

    /// <summary>The limit price from here on, where the order has one.</summary>
    internal decimal? Price { get; init; }

    /// <summary>The trigger price, where the order has one.</summary>
    internal decimal? TriggerPrice => Order.Type == OrderType.StopLimit ? Price : null;
}

internal enum WorldEventKind
{
    /// <summary>The venue accepted the order.</summary>
    Placed,
    Executed,
    Amended,

    /// <summary>The trigger of a conditional order was reached.</summary>
    Triggered,

    /// <summary>Canceled, expired or rejected; an order executed in full ends without such an event.</summary>
    Ended,

    /// <summary>The order was made durable by the engine and never reached the venue.</summary>
    Lost,
}

/// <summary>One execution as it truly happened.</summary>
internal sealed record Execution(TrueOrder Order, TradeId Id, DateTimeOffset At, long? Sequence)
{
    internal required int Number { get; init; }

    internal required decimal Quantity { get; init; }

    internal required decimal Price { get; init; }

    internal decimal Fee { get; init; }

    internal AssetId? FeeAsset { get; init; }

    internal BookKey Key => Order.Key;

    internal TradeKey Identity => new(Key.Account, Key.Instrument, Id, Order.Side);

    /// <summary>What it did to the position.</summary>
    internal Trade Trade => Trade.Of(Order.Market.Instrument, Order.Side, Quantity, Price, Fee, FeeAsset);

    public override string ToString() => $"{Order} {Id} {Quantity}@{Price}";
}
