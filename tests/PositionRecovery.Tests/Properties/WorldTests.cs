namespace PositionRecovery.Tests;

/// <summary>The generated worlds are what they claim to be; the properties rest on that.</summary>
public sealed class WorldTests
{
    [Fact]
    public void World_WhateverTheScript_IsInTheOrderInWhichTheBooksFold()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 11, tried =>
        {
            foreach (BookKey key in tried.TradedWorld.Keys)
            {
                Execution[] happened = [.. tried.TradedWorld.Executions.Where(e => e.Key == key)];
                Execution[] canonical = [.. happened
                    .OrderBy(e => e.At)
                    .ThenBy(e => e.Sequence)
                    .ThenBy(e => e.Id.Value, StringComparer.Ordinal)
                    .ThenBy(e => e.Order.Side)];
                Assert.Equal(happened, canonical);
            }
        });
    }

    [Fact]
    public void World_WhateverTheScript_NeverTurnsALegOver()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 12, tried =>
        {
            foreach (Execution execution in tried.TradedWorld.Executions)
            {
                decimal quantity = tried.TradedWorld.Book(
                    execution.Key, tried.TradedWorld.Executions.Where(e => e.Number <= execution.Number)).Quantity;
                Assert.False(execution.Key.Side == PositionSide.Long && quantity < 0m);
                Assert.False(execution.Key.Side == PositionSide.Short && quantity > 0m);
                Assert.False(execution.Order.Market.Kind == AccountKind.Spot && quantity < 0m);
            }
        });
    }

    [Fact]
    public void World_WhateverTheScript_NamesEveryExecutionOnce()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 13, tried =>
            Assert.Equal(
                tried.TradedWorld.Executions.Count,
                tried.TradedWorld.Executions.Select(e => e.Identity).Distinct().Count()));
    }

    [Fact]
    public void Cases_OfTheGenerators_MeetEverySituationThePropertiesAreAbout()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 14, tried =>
        {
            census.Count(tried);
            IReadOnlyList<Execution> all = tried.TradedWorld.Executions;
            IReadOnlyList<OrderSnapshot> known = tried.Cached.Orders;
            List<OrderState> orders = [.. tried.TradedWorld.Orders.Select(o => o.Now)];
            foreach ((bool isMet, string name) in new (bool, string)[]
            {
                (tried.Answers.Positions is AnswerStyle.Failed or AnswerStyle.NotAsked, "NoPositions"),
                (tried.Answers.Fills is ListStyle.Partial, "PartialFills"),
                (all.DistinctBy(e => (e.Key, e.At)).Count() < all.Count, "EqualTimes"),
                (all.DistinctBy(e => e.Id).Count() < all.Count, "RepeatedTradeIds"),
                (known.Any(o => o.Fills.Any(f => f.Allocations.Count > 0)), "ReducedOwners"),
                (known.Any(o => o.VenueOrder is null), "IntentsNotKnownSent"),
                (orders.Exists(o => o is { Status: OrderStatus.Canceled, Filled: > 0m }), "CanceledInPart"),
                (tried.TradedWorld.Orders.Any(o => !o.IsAtVenue), "Lost"),
                (orders.Exists(o => o.Status == OrderStatus.Triggered), "Triggered"),
                (tried.Cached.PurgedTrades.Count > 0, "PurgedTrades"),
                (tried.TradedWorld.Instruments.Any(i => i.IsInverse), "Inverse"),
            })
            {
                if (isMet)
                {
                    census.See(name);
                }
            }
        });
        census.MustHaveSeenBothModes();
        census.MustHaveSeen(
            "NoPositions", "PartialFills", "EqualTimes", "RepeatedTradeIds", "ReducedOwners", "IntentsNotKnownSent",
            "CanceledInPart", "Lost", "Triggered", "PurgedTrades", "Inverse");
    }
}
