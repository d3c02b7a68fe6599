namespace PositionRecovery.Tests;

/// <summary>The reference judges the product, so it is itself judged by numbers computed by hand.</summary>
public sealed class NaiveBookTests
{
    private static readonly InstrumentDefinition Linear = new()
    {
        Id = new("SIM:LINEAR"),
        PriceIncrement = 0.01m,
        QuantityIncrement = 1m,
        QuoteAsset = new("USD"),
    };

    private static readonly InstrumentDefinition Inverse = Linear with { Id = new("SIM:INVERSE"), IsInverse = true };

    private static readonly InstrumentDefinition Spot = Linear with
    {
        Id = new("SIM:SPOT"),
        BaseAsset = new("COIN"),
        IsSpot = true,
    };

    [Fact]
    public void Average_HiddenOpeningThenBuyThenSell_IsTheWeightedCost()
    {
        NaiveBook book = Book(Linear, (100m, 10m), (50m, 13m), (-30m, 14m));

        Assert.Equal(120m, book.Quantity);
        Assert.Equal(Fraction.Of(11), book.Average);
        Assert.Equal(Fraction.Of(90), book.RealizedPnl);
    }

    [Fact]
    public void Average_BuyAtPriceZero_IsHalvedAsByASplit()
    {
        NaiveBook book = Book(Linear, (100m, 10m), (100m, 0m));

        Assert.Equal(200m, book.Quantity);
        Assert.Equal(Fraction.Of(5), book.Average);
        Assert.Equal(Fraction.Zero, book.RealizedPnl);
    }

    [Theory]
    [InlineData(-50, 11)]
    [InlineData(-80, 60)]
    public void Average_Reduced_StaysWhateverThePrice(int change, int price)
    {
        NaiveBook book = Book(Linear, (100m, 10m), (change, price));

        Assert.Equal(100m + change, book.Quantity);
        Assert.Equal(Fraction.Of(10), book.Average);
        Assert.Equal(Fraction.Of(-change * (price - 10)), book.RealizedPnl);
    }

    [Fact]
    public void RealizedPnl_BuySeenLateBeforeASell_IsTakenFromTheCommonAverage()
    {
        NaiveBook book = Book(Linear, (100m, 10m), (50m, 12m), (-75m, 13m));

        Assert.Equal(75m, book.Quantity);
        Assert.Equal(10.6667m, book.Average!.Value.RoundedTo(0.0001m));
        Assert.Equal(Fraction.Of(175), book.RealizedPnl);
    }

    [Fact]
    public void Average_TwoOwnersOfOnePosition_DiffersFromEachOwnersOwn()
    {
        Trade[] ofA = [new(10m, 100m, 0m), new(-10m, 150m, 0m)];
        Trade[] ofB = [new(10m, 200m, 0m)];

        NaiveBook account = NaiveBook.Of(Linear, [ofA[0], ofB[0], ofA[1]]);
        NaiveBook bookOfA = NaiveBook.Of(Linear, ofA);
        NaiveBook bookOfB = NaiveBook.Of(Linear, ofB);

        Assert.Equal((10m, Fraction.Of(150)), (account.Quantity, account.Average));
        Assert.Equal((10m, Fraction.Of(200)), (bookOfB.Quantity, bookOfB.Average));
        Assert.Null(bookOfA.Average);
        Assert.Equal(Fraction.Of(500), bookOfA.RealizedPnl);
        Assert.Equal(Fraction.Zero, account.RealizedPnl);
    }

    [Fact]
    public void Average_InverseContract_IsHarmonic()
    {
        NaiveBook book = Book(Inverse, (100m, 10_000m), (100m, 20_000m));

        Assert.Equal(200m, book.Quantity);
        Assert.Equal(Fraction.Of(40_000) / Fraction.Of(3), book.Average);
        Assert.Equal(13_333.333333333333333m, book.Average!.Value.Stored());
    }

    [Fact]
    public void RealizedPnl_InverseContract_IsInBaseCurrencyAndScaledByTheMultiplier()
    {
        NaiveBook book = Book(Inverse with { Multiplier = 10m }, (100m, 10_000m), (-100m, 20_000m));

        // 100 contracts of 10 USD each, bought at 0.0001 coins a dollar, sold at 0.00005.
        Assert.Equal(Fraction.Of(0.05m), book.RealizedPnl);
    }

    [Fact]
    public void RealizedPnl_ShortTurnedLong_ClosesAtThePriceAndOpensTheRestThere()
    {
        NaiveBook book = Book(Linear with { Multiplier = 2m }, (-10m, 50m), (15m, 40m));

        Assert.Equal((5m, Fraction.Of(40)), (book.Quantity, book.Average));
        Assert.Equal(Fraction.Of(200), book.RealizedPnl);
        Assert.Equal(2, book.Lives);
    }

    [Fact]
    public void Lives_FlatInBetween_StartsAnotherLife()
    {
        Assert.Equal(2, Book(Linear, (5m, 10m), (-5m, 11m), (5m, 12m), (5m, 13m)).Lives);
        Assert.Equal(0, Book(Linear).Lives);
    }

    [Fact]
    public void Trade_FeeTakenFromTheTradedAsset_ArrivesLessAndKeepsThePrice()
    {
        Trade bought = Trade.Of(Spot, OrderSide.Buy, 10m, 20m, 0.1m, new AssetId("COIN"));
        Trade sold = Trade.Of(Spot, OrderSide.Sell, 4m, 25m, 0.1m, new AssetId("COIN"));
        NaiveBook book = NaiveBook.Of(Spot, [bought, sold]);

        Assert.Equal(9.9m - 4.1m, book.Quantity);
        Assert.Equal(Fraction.Of(20), book.Average);
        Assert.Equal(Fraction.Of(4.5m), book.Fees);
        Assert.Equal(Fraction.Of(20.5m), book.RealizedPnl);
    }

    [Fact]
    public void Stored_MoreThanTwentyDigits_RoundsHalfToEven()
    {
        Assert.Equal(0.33333333333333333333m, (Fraction.Of(1) / Fraction.Of(3)).Stored());
        Assert.Equal(0.0066666666666666666667m, (Fraction.Of(1) / Fraction.Of(150)).Stored());
        Assert.Equal(12345678901234567890m, Fraction.Of(12345678901234567890.5m).Stored());
        Assert.Equal(-2.5m, Fraction.Of(-2.50m).Stored());
    }

    private static NaiveBook Book(InstrumentDefinition instrument, params (decimal Change, decimal Price)[] trades) =>
        NaiveBook.Of(instrument, trades.Select(t => new Trade(t.Change, t.Price, 0m)));
}
