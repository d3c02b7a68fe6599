using System.Text.Json;

namespace PositionRecovery;

/// <summary>Options as JSON. Each member that is left out keeps its default.</summary>
internal static class JsonOptions
{
    internal static ReconciliationOptions Options(JsonCursor at) => at.Object(static o =>
    {
        var options = new ReconciliationOptions
        {
            Claims = [.. o.List("claims", Claim)],
            Dust = o.Or("dust", Dust, new Dictionary<string, decimal>(StringComparer.Ordinal)),
            IncludedInstruments = [.. o.List("includedInstruments", JsonIds.Instrument)],
            ExcludedInstruments = [.. o.List("excludedInstruments", JsonIds.Instrument)],
            IgnoredClientOrderIds = [.. o.List("ignoredClientOrderIds", JsonIds.ClientOrder)],
            Accounts = [.. o.List("accounts", Facts)],
        };
        ReadPolicies(o, options);
        ReadTimes(o, options);
        return options;
    });

    /// <summary>Writes the members of options into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, ReconciliationOptions options)
    {
        writer.PutList("claims", options.Claims.AsReadOnly(), Write);
        writer.Put("claimExternalPositions", options.ClaimExternalPositions);
        writer.PutWord("externalReductions", options.ExternalReductions);
        writer.PutWord("reductionOrder", options.ReductionOrder);
        writer.Put("generateMissingOrders", options.GenerateMissingOrders);
        writer.PutWord("overfills", options.Overfills);
        writer.Put("quantityTolerance", options.QuantityTolerance);
        writer.Put("averagePriceTolerance", options.AveragePriceTolerance);
        WriteDust(writer, options.Dust);
        writer.PutIds("includedInstruments", options.IncludedInstruments.AsReadOnly());
        writer.PutIds("excludedInstruments", options.ExcludedInstruments.AsReadOnly());
        writer.PutIds("ignoredClientOrderIds", options.IgnoredClientOrderIds.AsReadOnly());
        writer.Put("ignoreUnclaimedExternalOrders", options.IgnoreUnclaimedExternalOrders);
        writer.Put("ignorePositionReports", options.IgnorePositionReports);
        writer.Put("requestLife", options.RequestLife);
        writer.Put("venueTimeout", options.VenueTimeout);
        writer.Put("safetyMargin", options.SafetyMargin);
        writer.Put("requiredAbsenceReads", options.RequiredAbsenceReads);
        writer.Put("absenceQuietPeriod", options.AbsenceQuietPeriod);
        writer.Put("requireAccountIdentity", options.RequireAccountIdentity);
        writer.Put("allowMassFlattening", options.AllowMassFlattening);
        writer.Put("unfilledOrderRetention", options.UnfilledOrderRetention);
        writer.Put("orderRetention", options.OrderRetention);
        writer.PutList("accounts", options.Accounts.AsReadOnly(), Write);
    }

    private static void ReadPolicies(JsonFields o, ReconciliationOptions options)
    {
        options.ClaimExternalPositions =
            o.Or("claimExternalPositions", JsonScalar.Bool, options.ClaimExternalPositions);
        options.ExternalReductions =
            o.Or("externalReductions", JsonScalar.Word<ExternalReductions>, options.ExternalReductions);
        options.ReductionOrder = o.Or("reductionOrder", JsonScalar.Word<ReductionOrder>, options.ReductionOrder);
        options.GenerateMissingOrders = o.Or("generateMissingOrders", JsonScalar.Bool, options.GenerateMissingOrders);
        options.Overfills = o.Or("overfills", JsonScalar.Word<OverfillPolicy>, options.Overfills);
        options.QuantityTolerance = o.Or("quantityTolerance", JsonScalar.Decimal, options.QuantityTolerance);
        options.AveragePriceTolerance = o.Nullable("averagePriceTolerance", JsonScalar.Decimal);
        options.IgnoreUnclaimedExternalOrders =
            o.Or("ignoreUnclaimedExternalOrders", JsonScalar.Bool, options.IgnoreUnclaimedExternalOrders);
        options.IgnorePositionReports = o.Or("ignorePositionReports", JsonScalar.Bool, options.IgnorePositionReports);
        options.RequireAccountIdentity =
            o.Or("requireAccountIdentity", JsonScalar.Bool, options.RequireAccountIdentity);
        options.AllowMassFlattening = o.Or("allowMassFlattening", JsonScalar.Bool, options.AllowMassFlattening);
    }

    private static void ReadTimes(JsonFields o, ReconciliationOptions options)
    {
        options.RequestLife = o.Or("requestLife", JsonScalar.Span, options.RequestLife);
        options.VenueTimeout = o.Or("venueTimeout", JsonScalar.Span, options.VenueTimeout);
        options.SafetyMargin = o.Or("safetyMargin", JsonScalar.Span, options.SafetyMargin);
        options.RequiredAbsenceReads = o.Or("requiredAbsenceReads", JsonScalar.Int, options.RequiredAbsenceReads);
        options.AbsenceQuietPeriod = o.Or("absenceQuietPeriod", JsonScalar.Span, options.AbsenceQuietPeriod);
        options.UnfilledOrderRetention = o.Nullable("unfilledOrderRetention", JsonScalar.Span);
        options.OrderRetention = o.Nullable("orderRetention", JsonScalar.Span);
    }

    private static ExternalClaim Claim(JsonCursor at) => at.Object(static o => new ExternalClaim
    {
        Strategy = o.Or("strategy", JsonIds.Strategy, default),
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        ClientIdPrefix = o.Optional("clientIdPrefix", JsonScalar.Text),
    });

    private static void Write(Utf8JsonWriter writer, ExternalClaim claim)
    {
        writer.WriteStartObject();
        writer.PutId("strategy", claim.Strategy);
        writer.PutId("account", claim.Account);
        writer.PutId("instrument", claim.Instrument);
        writer.Put("clientIdPrefix", claim.ClientIdPrefix);
        writer.WriteEndObject();
    }

    private static AccountFacts Facts(JsonCursor at) => at.Object(static o => new AccountFacts
    {
        Account = o.Required("account", JsonIds.Account),
        RequestLife = o.Nullable("requestLife", JsonScalar.Span),
        VenueTimeout = o.Nullable("venueTimeout", JsonScalar.Span),
        UnfilledOrderRetention = o.Nullable("unfilledOrderRetention", JsonScalar.Span),
        OrderRetention = o.Nullable("orderRetention", JsonScalar.Span),
    });

    private static void Write(Utf8JsonWriter writer, AccountFacts facts)
    {
        writer.WriteStartObject();
        writer.PutId("account", facts.Account);
        writer.Put("requestLife", facts.RequestLife);
        writer.Put("venueTimeout", facts.VenueTimeout);
        writer.Put("unfilledOrderRetention", facts.UnfilledOrderRetention);
        writer.Put("orderRetention", facts.OrderRetention);
        writer.WriteEndObject();
    }

    private static Dictionary<string, decimal> Dust(JsonCursor at) => at.Object(o =>
    {
        var dust = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (JsonProperty member in at.Value.EnumerateObject())
        {
            string asset = JsonIds.AssetName(member, at);
            dust.Add(asset, o.Required(asset, JsonScalar.Decimal));
        }

        return dust;
    });

    /// <summary>Sorted, because a dictionary has no order and a document must always have the same bytes.</summary>
    private static void WriteDust(Utf8JsonWriter writer, IDictionary<string, decimal> dust)
    {
        if (dust.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("dust");
        foreach (KeyValuePair<string, decimal> amount in dust.OrderBy(static d => d.Key, StringComparer.Ordinal))
        {
            writer.Put(amount.Key, amount.Value);
        }

        writer.WriteEndObject();
    }
}
