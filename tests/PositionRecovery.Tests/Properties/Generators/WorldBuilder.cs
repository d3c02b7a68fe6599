namespace PositionRecovery.Tests;

/// <summary>Plays a script and writes down what happened. Every script is playable: a step that cannot be done as
/// written (selling what is not there) is done as nearly as possible, so that a shrunk script is a script again.
/// </summary>
internal sealed class WorldBuilder
{
    private readonly WorldScript _script;
    private readonly IReadOnlyList<Market> _markets;
    private readonly List<WorldEvent> _events = [];
    private readonly List<TrueOrder> _resting = [];
    private readonly Dictionary<BookKey, decimal> _held = [];
    private readonly Dictionary<(AccountId, InstrumentId), int> _trades = [];
    private DateTimeOffset _clock = TradedWorld.Start;
    private int _orders;
    private int _executions;

    private WorldBuilder(WorldScript script)
    {
        _script = script;
        _markets = [.. script.Markets.Select(Market.Of).Distinct()];
    }

    internal static TradedWorld Build(WorldScript script)
    {
        var builder = new WorldBuilder(script);
        foreach (StepScript step in script.Steps)
        {
            builder.Play(step);
        }

        return new TradedWorld(builder._markets, builder._events);
    }

    private void Play(StepScript step)
    {
        _clock += TimeSpan.FromMinutes(step.Pause);
        Market market = _markets[step.Market % _markets.Count];
        BookKey key = market.Key(LegOf(market, step));
        switch (step.Verb)
        {
            case Verb.Trade:
                Trade(step, market, key, SideOf(step, market, key), step.Quantity * market.Lot, parts: 1);
                break;
            case Verb.Close:
                Close(step, market, key, Math.Abs(Held(key)));
                break;
            case Verb.Flip:
                decimal beyond = market.EndsAtZero ? 0m : step.Quantity * market.Lot;
                Close(step, market, key, Math.Abs(Held(key)) + (Held(key) == 0m ? 0m : beyond));
                break;
            case Verb.SelfTrade:
                SelfTrade(step, market, key);
                break;
            case Verb.Lose:
                Lose(step, market, key);
                break;
            case Verb.Reject:
                Refuse(step, market, key);
                break;
            default:
                Rest(step, market, key);
                break;
        }
    }

    /// <summary>The verbs about resting orders: each goes on with the one of this actor, or places one.</summary>
    private void Rest(StepScript step, Market market, BookKey key)
    {
        TrueOrder? resting = _resting.Find(o => o.Key == key && o.Strategy == TrueOrder.OwnerOf(step.Who));
        OrderType type = step.Verb is Verb.Stop or Verb.Trigger ? OrderType.StopLimit : OrderType.Limit;
        TrueOrder order = resting ?? Place(step, market, key, type, 3 * step.Quantity * market.Lot);
        decimal remaining = order.Now.Quantity - order.Now.Filled;
        switch (step.Verb)
        {
            case Verb.Rest or Verb.Stop:
                break;
            case Verb.Trigger:
                Trigger(order);
                break;
            case Verb.Part:
                Execute(order, step, Math.Min(step.Quantity * market.Lot, remaining));
                break;
            case Verb.Finish:
                Execute(order, step, remaining);
                break;
            case Verb.Amend:
                Amend(order, step, order.Now.Filled + (2 * step.Quantity * market.Lot));
                break;
            default:
                End(order, step.Verb == Verb.Expire ? OrderStatus.Expired : OrderStatus.Canceled);
                break;
        }
    }

    private void Close(StepScript step, Market market, BookKey key, decimal quantity)
    {
        OrderSide side = Held(key) > 0m ? OrderSide.Sell : OrderSide.Buy;
        if (quantity == 0m)
        {
            Trade(step, market, key, SideOf(step, market, key), step.Quantity * market.Lot, parts: 1);
            return;
        }

        // An uneven quantity is executed at once, an even one in two halves.
        Trade(step, market, key, side, quantity, parts: 1 + (step.Quantity % 2));
    }

    private void Trade(StepScript step, Market market, BookKey key, OrderSide side, decimal quantity, int parts)
    {
        decimal possible = Possible(market, key, side, quantity);
        TrueOrder order = Place(step, market, key, OrderType.Market, possible, side);
        for (int part = 0; part < parts; part++)
        {
            Execute(order, step with { Price = step.Price + part }, possible / parts);
        }
    }

    /// <summary>The account trades with itself. In a hedging account one row opens the long leg and the other the short
    /// leg; elsewhere both move one position, and the bought row comes first.</summary>
    private void SelfTrade(StepScript step, Market market, BookKey key)
    {
        bool isAcrossLegs = market.Kind == AccountKind.Hedging;
        BookKey buysOn = isAcrossLegs ? market.Key(PositionSide.Long) : key;
        BookKey sellsOn = isAcrossLegs ? market.Key(PositionSide.Short) : key;
        StepScript plain = step with { Fee = FeeKind.None };
        decimal quantity = step.Quantity * market.Lot;
        TrueOrder buyer = Place(plain, market, buysOn, OrderType.Limit, quantity, OrderSide.Buy);
        TrueOrder seller = Place(
            plain with { Who = OtherThan(step.Who) }, market, sellsOn, OrderType.Market, quantity, OrderSide.Sell);
        int trade = NextTrade(market);
        Execute(buyer, plain, quantity, trade);
        Execute(seller, plain, quantity, trade);
    }

    private void Lose(StepScript step, Market market, BookKey key)
    {
        if (TrueOrder.OwnerOf(step.Who) == StrategyId.External)
        {
            return;
        }

        TrueOrder order = NewOrder(step, market, key, OrderType.Limit, SideOf(step, market, key));
        Happen(order, WorldEventKind.Lost, e => e with
        {
            Quantity = step.Quantity * market.Lot,
            Price = PriceOf(step, market),
        });
    }

    private void Refuse(StepScript step, Market market, BookKey key)
    {
        TrueOrder order = NewOrder(step, market, key, OrderType.Limit, SideOf(step, market, key));
        Happen(order, WorldEventKind.Ended, e => e with
        {
            End = OrderStatus.Rejected,
            Quantity = step.Quantity * market.Lot,
            Price = PriceOf(step, market),
        });
    }

    private TrueOrder Place(
        StepScript step, Market market, BookKey key, OrderType type, decimal quantity, OrderSide? side = null)
    {
        TrueOrder order = NewOrder(step, market, key, type, side ?? SideOf(step, market, key));
        decimal? price = type == OrderType.Market ? null : PriceOf(step, market);
        Happen(order, WorldEventKind.Placed, e => e with { Quantity = quantity, Price = price });
        _resting.Add(order);
        return order;
    }

    private TrueOrder NewOrder(StepScript step, Market market, BookKey key, OrderType type, OrderSide side) =>
        new(++_orders, market, step.Who, side, key.Side, type);

    private void Amend(TrueOrder order, StepScript step, decimal quantity) =>
        Happen(order, WorldEventKind.Amended, e => e with
        {
            Quantity = quantity,
            Price = PriceOf(step, order.Market),
        });

    /// <summary>A trigger is reached once, and before anything is executed.</summary>
    private void Trigger(TrueOrder order)
    {
        if (order.IsConditional && order.Now.Status == OrderStatus.Accepted)
        {
            Happen(order, WorldEventKind.Triggered, e => e);
        }
    }

    private void End(TrueOrder order, OrderStatus status)
    {
        Happen(order, WorldEventKind.Ended, e => e with { End = status });
        _resting.Remove(order);
    }

    private void Execute(TrueOrder order, StepScript step, decimal wanted, int? trade = null)
    {
        decimal quantity = Possible(order.Market, order.Key, order.Side, wanted);
        if (quantity == 0m)
        {
            return;
        }

        Trigger(order);
        int id = trade ?? NextTrade(order.Market);
        Execution execution = WithFee(step.Fee, new Execution(order, TradeIdOf(id), _clock, SequenceOf(id))
        {
            Number = _executions++, Quantity = quantity, Price = PriceOf(step, order.Market),
        });
        Happen(order, WorldEventKind.Executed, e => e with { Execution = execution });
        _held[order.Key] = Held(order.Key) + execution.Trade.Change;
        if (order.Now.IsEnded)
        {
            _resting.Remove(order);
        }
    }

    private static Execution WithFee(FeeKind kind, Execution plain)
    {
        InstrumentDefinition instrument = plain.Order.Market.Instrument;
        bool isReceived = instrument.IsSpot && plain.Order.Side == OrderSide.Buy;
        return kind switch
        {
            FeeKind.Quote => plain with
            {
                Fee = plain.Quantity * plain.Price / 1000m,
                FeeAsset = instrument.QuoteAsset,
            },
            FeeKind.Base when isReceived => plain with { Fee = plain.Quantity / 100m, FeeAsset = instrument.BaseAsset },
            FeeKind.Third => plain with { Fee = 0.01m, FeeAsset = Market.FeeToken },
            _ => plain,
        };
    }

    private void Happen(TrueOrder order, WorldEventKind kind, Func<WorldEvent, WorldEvent> with)
    {
        WorldEvent happened = with(new WorldEvent(_events.Count, _clock, order, kind));
        _events.Add(happened);
        order.Add(happened);
    }

    private static PositionSide LegOf(Market market, StepScript step) =>
        market.Kind != AccountKind.Hedging ? PositionSide.Net
        : step.IsShortLeg ? PositionSide.Short : PositionSide.Long;

    private static Actor OtherThan(Actor who) => who == Actor.Beta ? Actor.Alpha : Actor.Beta;

    private static decimal PriceOf(StepScript step, Market market) =>
        step.Price * 100m * market.Instrument.PriceIncrement;

    /// <summary>The side a step asks for; where nothing is held that could be reduced, the side that opens.</summary>
    private OrderSide SideOf(StepScript step, Market market, BookKey key)
    {
        OrderSide asked = step.IsBuy ? OrderSide.Buy : OrderSide.Sell;
        OrderSide opening = key.Side == PositionSide.Short ? OrderSide.Sell : OrderSide.Buy;
        return market.EndsAtZero && Held(key) == 0m ? opening : asked;
    }

    /// <summary>How much of it can be executed: a position that ends at zero cannot be sold beyond.</summary>
    private decimal Possible(Market market, BookKey key, OrderSide side, decimal wanted)
    {
        OrderSide opening = key.Side == PositionSide.Short ? OrderSide.Sell : OrderSide.Buy;
        return market.EndsAtZero && side != opening ? Math.Min(wanted, Math.Abs(Held(key))) : wanted;
    }

    private decimal Held(BookKey key) => _held.GetValueOrDefault(key);

    private int NextTrade(Market market)
    {
        int next = _trades.GetValueOrDefault((market.Account, market.Instrument.Id)) + 1;
        return _trades[(market.Account, market.Instrument.Id)] = next;
    }

    /// <summary>With sequences the ids are bare numbers, whose text order is not their order ("10" before "9").
    /// Without, the ids themselves must sort, because nothing else orders equal times.</summary>
    private TradeId TradeIdOf(int id) => _script.HasSequences ? new($"{id}") : new($"T{id:D4}");

    private long? SequenceOf(int id) => _script.HasSequences ? id : null;
}
