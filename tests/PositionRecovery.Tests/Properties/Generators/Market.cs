namespace PositionRecovery.Tests;

/// <summary>What kind of account a position is in, which decides how it is kept and asked for.</summary>
public enum AccountKind
{
    /// <summary>Derivatives, one signed position an instrument.</summary>
    Netting,

    /// <summary>Derivatives, a long and a short leg side by side.</summary>
    Hedging,

    /// <summary>Holdings: what is bought is in the balance, and nothing can be sold that is not there.</summary>
    Spot,
}

/// <summary>One instrument in one account of the generated worlds.</summary>
internal sealed record Market(AccountId Account, AccountKind Kind, InstrumentDefinition Instrument)
{
    internal static readonly AssetId Dollar = new("USD");

    /// <summary>An asset in which venues let one pay fees, and which no instrument here trades.</summary>
    internal static readonly AssetId FeeToken = new("FEE");

    private static readonly InstrumentDefinition[] Contracts =
    [
        new()
        {
            Id = new("SIM:LINEAR"), PriceIncrement = 0.01m, QuantityIncrement = 1m, QuoteAsset = Dollar,
        },
        new()
        {
            Id = new("SIM:LINEAR-TENTH"), PriceIncrement = 0.0001m, QuantityIncrement = 0.001m, QuoteAsset = Dollar,
            Multiplier = 0.1m,
        },
        new()
        {
            Id = new("SIM:INVERSE"), PriceIncrement = 0.01m, QuantityIncrement = 1m, QuoteAsset = Dollar,
            BaseAsset = new("COIN"), Multiplier = 100m, IsInverse = true,
        },
    ];

    private static readonly InstrumentDefinition[] Holdings =
    [
        new()
        {
            Id = new("SIM:COIN-USD"), PriceIncrement = 0.01m, QuantityIncrement = 0.01m, QuoteAsset = Dollar,
            BaseAsset = new("COIN"), IsSpot = true,
        },
        new()
        {
            Id = new("SIM:COIN-EUR"), PriceIncrement = 0.01m, QuantityIncrement = 0.01m, QuoteAsset = new("EUR"),
            BaseAsset = new("COIN"), IsSpot = true,
        },
        new()
        {
            Id = new("SIM:GEM-USD"), PriceIncrement = 0.001m, QuantityIncrement = 1m, QuoteAsset = Dollar,
            BaseAsset = new("GEM"), IsSpot = true,
        },
    ];

    /// <summary>Whether a position here cannot be turned over: it ends where it reaches zero.</summary>
    internal bool EndsAtZero => Kind != AccountKind.Netting;

    /// <summary>One unit of the whole numbers that a script's quantities are written in.</summary>
    internal decimal Lot => Instrument.QuantityIncrement;

    internal static Market Of(MarketScript script)
    {
        InstrumentDefinition[] choice = script.Kind == AccountKind.Spot ? Holdings : Contracts;
        string name = script.Account == 0 ? "main" : "second";
        return new Market(
            new AccountId($"SIM-{script.Kind.ToString().ToUpperInvariant()}:{name}"),
            script.Kind,
            choice[script.Instrument % choice.Length]);
    }

    internal BookKey Key(PositionSide side) => new(Account, Instrument.Id, side);
}
