namespace PositionRecovery;

/// <summary>Accounts, balances and instruments, packed.</summary>
internal static class PackFacts
{
    internal static void Write(ref PackWriter w, AccountSnapshot account)
    {
        PackScope outer = w.Begin();
        w.Id(account.Account);
        w.TextOrNull(account.Identity);
        w.WordOr(account.Mode, PositionMode.Unknown);
        w.TimeOrNull(account.AgreedAt);
        w.End(outer);
    }

    internal static AccountSnapshot Account(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var account = new AccountSnapshot
        {
            Account = r.Account(),
            Identity = r.TextOrNull(),
            Mode = r.WordOr(PositionMode.Unknown),
            AgreedAt = r.TimeOrNull(),
        };
        r.End(outer);
        return account;
    }

    internal static void Write(ref PackWriter w, BalanceSnapshot balance)
    {
        PackScope outer = w.Begin();
        w.Id(balance.Account);
        w.Id(balance.Asset);
        w.Decimal(balance.Total);
        w.DecimalOrNull(balance.Available);
        w.DecimalOr(balance.External, 0m);
        w.End(outer);
    }

    internal static BalanceSnapshot Balance(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var balance = new BalanceSnapshot
        {
            Account = r.Account(),
            Asset = r.Asset(),
            Total = r.Decimal(),
            Available = r.DecimalOrNull(),
            External = r.DecimalOr(0m),
        };
        r.End(outer);
        return balance;
    }

    internal static void Write(ref PackWriter w, InstrumentDefinition instrument)
    {
        PackScope outer = w.Begin();
        w.Id(instrument.Id);
        w.Decimal(instrument.PriceIncrement);
        w.Decimal(instrument.QuantityIncrement);
        w.Id(instrument.QuoteAsset);
        w.IdOrNull(instrument.BaseAsset);
        w.DecimalOr(instrument.Multiplier, 1m);
        w.Flag(instrument.IsInverse);
        w.Flag(instrument.IsSpot);
        w.DecimalOrNull(instrument.MinQuantity);
        w.DecimalOrNull(instrument.MaxQuantity);
        w.DecimalOrNull(instrument.MaxMarketQuantity);
        w.DecimalOrNull(instrument.MinNotional);
        w.End(outer);
    }

    internal static InstrumentDefinition Instrument(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var instrument = new InstrumentDefinition
        {
            Id = r.Instrument(),
            PriceIncrement = r.Decimal(),
            QuantityIncrement = r.Decimal(),
            QuoteAsset = r.Asset(),
            BaseAsset = r.AssetOrNull(),
            Multiplier = r.DecimalOr(1m),
            IsInverse = r.Flag(),
            IsSpot = r.Flag(),
            MinQuantity = r.DecimalOrNull(),
            MaxQuantity = r.DecimalOrNull(),
            MaxMarketQuantity = r.DecimalOrNull(),
            MinNotional = r.DecimalOrNull(),
        };
        r.End(outer);
        return instrument;
    }
}
