namespace PositionRecovery.Tests.Recovery;

public sealed class DefinitionsTests
{
    private static readonly InstrumentDefinition Plain = new()
    {
        Id = new("SIM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    private static readonly InstrumentDefinition Bound = Plain with
    {
        MinQuantity = 0.002m,
        MaxQuantity = 1_000m,
        MaxMarketQuantity = 100m,
        MinNotional = 5m,
    };

    public static TheoryData<string, InstrumentDefinition?, InstrumentDefinition?, InstrumentDefinition?,
        InstrumentDefinition?> Cases => new()
    {
        { "it is new", null, null, Bound, Bound },
        { "the user's comes first", null, Plain with { PriceIncrement = 1m }, Plain, Plain with { PriceIncrement = 1m } },
        { "the venue's bounds join the user's", null, Plain with { MinNotional = 9m }, Bound,
            Bound with { MinNotional = 9m } },
        { "the books are of before bounds were known", Plain, null, Bound, Bound },
        { "a bound changed", Bound, null, Bound with { MinNotional = 20m }, Bound with { MinNotional = 20m } },
        { "a bound was lifted", Bound, null, Bound with { MaxQuantity = null }, Bound with { MaxQuantity = null } },
        { "the venue was not heard", Bound, Plain, null, null },
        { "nothing changed", Bound, Plain, Bound, null },
        { "steps stay as they were", Bound, null, Bound with { PriceIncrement = 1m, Multiplier = 2m }, null },
    };

    [Theory, MemberData(nameof(Cases))]
    public void News_OfOneInstrument_AreWhatTheBooksLack(
        string story,
        InstrumentDefinition? known,
        InstrumentDefinition? given,
        InstrumentDefinition? told,
        InstrumentDefinition? expected)
    {
        InstrumentDefinition[] news = [.. Definitions.News(Of(known), Of(given), Of(told))];

        Assert.True(news.SequenceEqual(Of(expected)), $"{story}: {string.Join<InstrumentDefinition>(' ', news)}");
    }

    private static InstrumentDefinition[] Of(InstrumentDefinition? definition) =>
        definition is null ? [] : [definition];
}
