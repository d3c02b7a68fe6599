using System.Globalization;

namespace PositionRecovery.Exchange;

/// <summary>A symbol of a market, and how its numbers are written.</summary>
internal sealed class Listing(InstrumentDefinition definition, SymbolRules rules)
{
    private readonly int _priceScale = ScaleOf(definition.PriceIncrement);

    private readonly int _quantityScale = ScaleOf(definition.QuantityIncrement);

    internal InstrumentDefinition Definition => definition;

    internal InstrumentId Id => definition.Id;

    internal SymbolRules Rules => rules;

    internal string Symbol { get; } = SymbolOf(definition.Id);

    internal string BaseAsset { get; } = definition.BaseAsset?.Value ?? BaseOf(definition);

    internal string QuoteAsset { get; } = definition.QuoteAsset.Value;

    internal int PriceScale => _priceScale;

    internal int QuantityScale => _quantityScale;

    internal decimal MinQuantity { get; } =
        rules.MinQuantity ?? definition.MinQuantity ?? definition.QuantityIncrement;

    internal decimal MaxQuantity { get; } = rules.MaxQuantity ?? definition.MaxQuantity ?? 1_000_000m;

    /// <summary>The greatest quantity of an order that executes at the market.</summary>
    internal decimal MaxMarketQuantity { get; } = Math.Min(
        definition.MaxMarketQuantity ?? decimal.MaxValue, rules.MaxQuantity ?? definition.MaxQuantity ?? 1_000_000m);

    internal decimal MinNotional { get; } = rules.MinNotional ?? definition.MinNotional ?? 5m;

    /// <summary>What follows the colon: the venue's own name of an instrument.</summary>
    internal static string SymbolOf(InstrumentId id) => id.Value[(id.Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>A price, with as many digits as the tick has, or more when it has more.</summary>
    internal string Price(decimal? price) => Fixed(price ?? 0m, _priceScale);

    internal string Quantity(decimal? quantity) => Fixed(quantity ?? 0m, _quantityScale);

    /// <summary>An amount of money.</summary>
    internal static string Money(decimal amount) => Fixed(Math.Round(amount, 12), 8);

    internal static string Fixed(decimal value, int scale)
    {
        decimal shown = value / 1.0000000000000000000000000000m;
        return shown.Scale <= scale
            ? shown.ToString("F" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : shown.ToString(CultureInfo.InvariantCulture);
    }

    private static int ScaleOf(decimal increment) => (increment / 1.0000000000000000000000000000m).Scale;

    private static string BaseOf(InstrumentDefinition definition)
    {
        string symbol = SymbolOf(definition.Id);
        string quote = definition.QuoteAsset.Value;
        return symbol.Length > quote.Length && symbol.EndsWith(quote, StringComparison.Ordinal)
            ? symbol[..^quote.Length] : symbol;
    }
}
