using System.Text.Json;

namespace PositionRecovery;

/// <summary>What an engine believed, as JSON.</summary>
internal static class JsonCached
{
    internal static CachedSnapshot Snapshot(JsonCursor at) => at.Object(static o => new CachedSnapshot
    {
        Sequence = o.Or("sequence", JsonScalar.Long, 0L),
        Instruments = o.List("instruments", Instrument),
        Orders = o.List("orders", JsonOrders.Order),
        Positions = o.List("positions", JsonBooks.Position),
        AccountBooks = o.List("accountBooks", JsonBooks.AccountBook),
        Accounts = o.List("accounts", Account),
        Balances = o.List("balances", Balance),
        PurgedTrades = o.List("purgedTrades", JsonIds.TradeKey),
    });

    /// <summary>Writes the members of a snapshot into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, CachedSnapshot snapshot)
    {
        writer.Put("sequence", snapshot.Sequence);
        writer.PutList("instruments", snapshot.Instruments, Write);
        writer.PutList("orders", snapshot.Orders, JsonOrders.Write);
        writer.PutList("positions", snapshot.Positions, JsonBooks.Write);
        writer.PutList("accountBooks", snapshot.AccountBooks, JsonBooks.Write);
        writer.PutList("accounts", snapshot.Accounts, Write);
        writer.PutList("balances", snapshot.Balances, Write);
        writer.PutList("purgedTrades", snapshot.PurgedTrades, JsonIds.Write);
    }

    internal static InstrumentDefinition Instrument(JsonCursor at) => at.Object(static o => new InstrumentDefinition
    {
        Id = o.Required("id", JsonIds.Instrument),
        PriceIncrement = o.Required("priceIncrement", JsonScalar.Decimal),
        QuantityIncrement = o.Required("quantityIncrement", JsonScalar.Decimal),
        QuoteAsset = o.Required("quoteAsset", JsonIds.Asset),
        BaseAsset = o.Nullable("baseAsset", JsonIds.Asset),
        Multiplier = o.Or("multiplier", JsonScalar.Decimal, 1m),
        IsInverse = o.Or("isInverse", JsonScalar.Bool, false),
        IsSpot = o.Or("isSpot", JsonScalar.Bool, false),
        MinQuantity = o.Nullable("minQuantity", JsonScalar.Decimal),
        MaxQuantity = o.Nullable("maxQuantity", JsonScalar.Decimal),
        MaxMarketQuantity = o.Nullable("maxMarketQuantity", JsonScalar.Decimal),
        MinNotional = o.Nullable("minNotional", JsonScalar.Decimal),
    });

    internal static void Write(Utf8JsonWriter writer, InstrumentDefinition instrument)
    {
        writer.WriteStartObject();
        writer.PutId("id", instrument.Id);
        writer.Put("priceIncrement", instrument.PriceIncrement);
        writer.Put("quantityIncrement", instrument.QuantityIncrement);
        writer.PutId("quoteAsset", instrument.QuoteAsset);
        writer.PutId("baseAsset", instrument.BaseAsset);
        writer.Put("multiplier", instrument.Multiplier);
        writer.Put("isInverse", instrument.IsInverse);
        writer.Put("isSpot", instrument.IsSpot);
        writer.Put("minQuantity", instrument.MinQuantity);
        writer.Put("maxQuantity", instrument.MaxQuantity);
        writer.Put("maxMarketQuantity", instrument.MaxMarketQuantity);
        writer.Put("minNotional", instrument.MinNotional);
        writer.WriteEndObject();
    }

    internal static AccountSnapshot Account(JsonCursor at) => at.Object(static o => new AccountSnapshot
    {
        Account = o.Required("account", JsonIds.Account),
        Identity = o.Optional("identity", JsonScalar.Text),
        Mode = o.Or("mode", JsonScalar.Word<PositionMode>, PositionMode.Unknown),
        AgreedAt = o.Nullable("agreedAt", JsonScalar.Time),
    });

    internal static void Write(Utf8JsonWriter writer, AccountSnapshot account)
    {
        writer.WriteStartObject();
        writer.PutId("account", account.Account);
        writer.Put("identity", account.Identity);
        writer.PutWord("mode", account.Mode);
        writer.Put("agreedAt", account.AgreedAt);
        writer.WriteEndObject();
    }

    internal static BalanceSnapshot Balance(JsonCursor at) => at.Object(static o => new BalanceSnapshot
    {
        Account = o.Required("account", JsonIds.Account),
        Asset = o.Required("asset", JsonIds.Asset),
        Total = o.Required("total", JsonScalar.Decimal),
        Available = o.Nullable("available", JsonScalar.Decimal),
        External = o.Or("external", JsonScalar.Decimal, 0m),
    });

    internal static void Write(Utf8JsonWriter writer, BalanceSnapshot balance)
    {
        writer.WriteStartObject();
        writer.PutId("account", balance.Account);
        writer.PutId("asset", balance.Asset);
        writer.Put("total", balance.Total);
        writer.Put("available", balance.Available);
        writer.Put("external", balance.External);
        writer.WriteEndObject();
    }
}
