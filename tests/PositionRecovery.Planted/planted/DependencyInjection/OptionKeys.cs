using static PositionRecovery.OptionKey;
using static PositionRecovery.SettingForm;

namespace PositionRecovery;

/// <summary>Every key that may stand in the section. The names are a contract: those of the members.</summary>
internal static class OptionKeys
{
    /// <summary>The key that chooses a preset, below the other keys.</summary>
    internal const string Preset = "Preset";

    internal static IReadOnlyDictionary<string, Func<RecoveryOptions>> Presets { get; } =
        new Dictionary<string, Func<RecoveryOptions>>(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(RecoveryOptions.Conservative)] = RecoveryOptions.Conservative,
            [nameof(RecoveryOptions.Aggressive)] = RecoveryOptions.Aggressive,
        };

    internal static IReadOnlyList<OptionKey> All { get; } = [.. Top(), .. Checks(), .. State(), .. Policy()];

    internal static IReadOnlyDictionary<string, OptionKey> ByName { get; } =
        All.ToDictionary(static k => k.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists: what one element must be, and how it is added.</summary>
    internal static IReadOnlyDictionary<string, (string Rule, Action<RecoveryOptions, string, string> Add)> Lists
    {
        get;
    } =
        new Dictionary<string, (string Rule, Action<RecoveryOptions, string, string> Add)>(
            StringComparer.OrdinalIgnoreCase)
        {
            ["Policy:IncludedInstruments"] = (
                "an instrument, venue:name", static (o, _, text) => o.Policy.IncludedInstruments.Add(new(text))),
            ["Policy:ExcludedInstruments"] = (
                "an instrument, venue:name", static (o, _, text) => o.Policy.ExcludedInstruments.Add(new(text))),
            ["Policy:IgnoredClientOrderIds"] = (
                "a client order id", static (o, _, text) => o.Policy.IgnoredClientOrderIds.Add(new(text))),
            ["Policy:Dust"] = (
                Amount.Rule,
                static (o, asset, text) => o.Policy.Dust[asset] = Amount.Parse(text) is { IsRead: true } read
                    ? read.Value
                    : throw new FormatException()),
        };

    /// <summary>Members that are set from elsewhere, so that a key for them would do nothing.</summary>
    internal static IReadOnlyDictionary<string, string> Elsewhere { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Policy:GenerateMissingOrders"] = "Reconciliation:GenerateMissingOrders",
            ["Policy:ClaimExternalPositions"] = "ClaimExternalPositions",
            ["State:PurgeInterval"] = "Reconciliation:PurgeClosedOrdersIntervalMinutes",
            ["State:PurgeBuffer"] = "Reconciliation:PurgeClosedOrdersBufferMinutes",
            ["State:PersistAccountEvents"] = "Reconciliation:PersistAccountEvents",
            ["State:FlushOnStart"] = "Reconciliation:FlushOnStart",
        };

    /// <summary>Whether keys are below a name, and none is there itself.</summary>
    internal static bool IsGroup(string name) =>
        All.Any(k => k.Name.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<OptionKey> Top() =>
    [
        OfText("TraderId", static o => o.TraderId, static (o, v) => o.TraderId = v),
        Of("RecoveryEnabled", Flag, static o => o.RecoveryEnabled, static (o, v) => o.RecoveryEnabled = v),
        Of("TradeWithoutRecovery", Flag,
            static o => o.TradeWithoutRecovery, static (o, v) => o.TradeWithoutRecovery = v),
        Of("WarmupLookbackDays", Number, static o => o.WarmupLookbackDays, static (o, v) => o.WarmupLookbackDays = v),
        Of("StartupDelay", Time, static o => o.StartupDelay, static (o, v) => o.StartupDelay = v),
        Of("AllowShortStartupDelay", Flag,
            static o => o.AllowShortStartupDelay, static (o, v) => o.AllowShortStartupDelay = v),
        Of("MaxRecoveryTime", Time, static o => o.MaxRecoveryTime, static (o, v) => o.MaxRecoveryTime = v),
        Of("MaxWarmupTime", Time, static o => o.MaxWarmupTime, static (o, v) => o.MaxWarmupTime = v),
        Of("HookTimeout", Time, static o => o.HookTimeout, static (o, v) => o.HookTimeout = v),
        Of("HookRetries", Count, static o => o.HookRetries, static (o, v) => o.HookRetries = v),
        Of("ClaimExternalPositions", Flag,
            static o => o.ClaimExternalPositions, static (o, v) => o.ClaimExternalPositions = v),
        Of("OnFailure", Choice<FailurePolicy>(), static o => o.OnFailure, static (o, v) => o.OnFailure = v),
        Of("DryRun", Flag, static o => o.DryRun, static (o, v) => o.DryRun = v),
        Of("ReconcileOnly", Flag, static o => o.ReconcileOnly, static (o, v) => o.ReconcileOnly = v),
        Of("StartInBackground", Flag, static o => o.StartInBackground, static (o, v) => o.StartInBackground = v),
        Of("QueryTimeout", Time, static o => o.QueryTimeout, static (o, v) => o.QueryTimeout = v),
        Of("QueryAttempts", Count, static o => o.QueryAttempts, static (o, v) => o.QueryAttempts = v),
        Of("QueriesPerSecond", Count, static o => o.QueriesPerSecond, static (o, v) => o.QueriesPerSecond = v),
        Of("MaxQuestionRounds", Count, static o => o.MaxQuestionRounds, static (o, v) => o.MaxQuestionRounds = v),
        Of("SubmitTimeout", Time, static o => o.SubmitTimeout, static (o, v) => o.SubmitTimeout = v),
        Of("TriggeredStops", Choice<WouldTriggerAction>(),
            static o => o.TriggeredStops, static (o, v) => o.TriggeredStops = v),
        Of("ProtectWhileRunning", Flag, static o => o.ProtectWhileRunning, static (o, v) => o.ProtectWhileRunning = v),
        Of("CancelEntriesOnStop", Flag, static o => o.CancelEntriesOnStop, static (o, v) => o.CancelEntriesOnStop = v),
        Of("CancelExitsOnStop", Flag, static o => o.CancelExitsOnStop, static (o, v) => o.CancelExitsOnStop = v),
        Of("MaxIndicatorSnapshotAge", Time,
            static o => o.MaxIndicatorSnapshotAge, static (o, v) => o.MaxIndicatorSnapshotAge = v),
        OfNullable("IndicatorSaveInterval", Time, "only after a warm-up and at a stop",
            static o => o.IndicatorSaveInterval, static (o, v) => o.IndicatorSaveInterval = v),
    ];

    private static IEnumerable<OptionKey> Checks() =>
    [
        Check("Enabled", Flag, static c => c.Enabled, static (c, v) => c.Enabled = v),
        OfNullable("Reconciliation:LookbackMinutes", Count, "as far as the venue goes",
            static o => o.Reconciliation.LookbackMinutes, static (o, v) => o.Reconciliation.LookbackMinutes = v),
        Check("InflightCheckIntervalMs", Count,
            static c => c.InflightCheckIntervalMs, static (c, v) => c.InflightCheckIntervalMs = v),
        Check("InflightCheckThresholdMs", Count,
            static c => c.InflightCheckThresholdMs, static (c, v) => c.InflightCheckThresholdMs = v),
        Check("InflightCheckRetries", Count,
            static c => c.InflightCheckRetries, static (c, v) => c.InflightCheckRetries = v),
        OfNullable("Reconciliation:OpenCheckIntervalSeconds", Count, "never",
            static o => o.Reconciliation.OpenCheckIntervalSeconds,
            static (o, v) => o.Reconciliation.OpenCheckIntervalSeconds = v),
        Check("OpenCheckLookbackMinutes", Count,
            static c => c.OpenCheckLookbackMinutes, static (c, v) => c.OpenCheckLookbackMinutes = v),
        Check("OpenCheckThresholdMs", Count,
            static c => c.OpenCheckThresholdMs, static (c, v) => c.OpenCheckThresholdMs = v),
        Check("OpenCheckRetries", Count, static c => c.OpenCheckRetries, static (c, v) => c.OpenCheckRetries = v),
        OfNullable("Reconciliation:PositionCheckIntervalSeconds", Count, "never",
            static o => o.Reconciliation.PositionCheckIntervalSeconds,
            static (o, v) => o.Reconciliation.PositionCheckIntervalSeconds = v),
        Check("PositionCheckThresholdMs", Count,
            static c => c.PositionCheckThresholdMs, static (c, v) => c.PositionCheckThresholdMs = v),
        Check("PositionCheckRetries", Count,
            static c => c.PositionCheckRetries, static (c, v) => c.PositionCheckRetries = v),
        Check("UnansweredChecks", Count, static c => c.UnansweredChecks, static (c, v) => c.UnansweredChecks = v),
        Check("RepairDrift", Flag, static c => c.RepairDrift, static (c, v) => c.RepairDrift = v),
        Check("QueriesPerSecond", Count, static c => c.QueriesPerSecond, static (c, v) => c.QueriesPerSecond = v),
        Check("PurgeClosedOrdersIntervalMinutes", Count,
            static c => c.PurgeClosedOrdersIntervalMinutes,
            static (c, v) => c.PurgeClosedOrdersIntervalMinutes = v),
        Check("PurgeClosedOrdersBufferMinutes", Count,
            static c => c.PurgeClosedOrdersBufferMinutes, static (c, v) => c.PurgeClosedOrdersBufferMinutes = v),
        Check("GenerateMissingOrders", Flag,
            static c => c.GenerateMissingOrders, static (c, v) => c.GenerateMissingOrders = v),
        Check("PersistAccountEvents", Flag,
            static c => c.PersistAccountEvents, static (c, v) => c.PersistAccountEvents = v),
        Check("FlushOnStart", Flag, static c => c.FlushOnStart, static (c, v) => c.FlushOnStart = v),
    ];

    private static IEnumerable<OptionKey> State() =>
    [
        Kept("Durability", Choice<DurabilityMode>(), static s => s.Durability, static (s, v) => s.Durability = v),
        Kept("Format", Choice<RecordFormat>(), static s => s.Format, static (s, v) => s.Format = v),
        Kept("GroupMaxEntries", Count, static s => s.GroupMaxEntries, static (s, v) => s.GroupMaxEntries = v),
        Kept("GroupMaxDelay", Time, static s => s.GroupMaxDelay, static (s, v) => s.GroupMaxDelay = v),
        Kept("MaxPending", Count, static s => s.MaxPending, static (s, v) => s.MaxPending = v),
        Kept("MaxHeldEvents", Count, static s => s.MaxHeldEvents, static (s, v) => s.MaxHeldEvents = v),
        Kept("LeaseTime", Time, static s => s.LeaseTime, static (s, v) => s.LeaseTime = v),
        Kept("OpenTimeout", Time, static s => s.OpenTimeout, static (s, v) => s.OpenTimeout = v),
        Kept("StoreTimeout", Time, static s => s.StoreTimeout, static (s, v) => s.StoreTimeout = v),
        Kept("IntentTimeout", Time, static s => s.IntentTimeout, static (s, v) => s.IntentTimeout = v),
        Kept("TakeOver", Flag, static s => s.TakeOver, static (s, v) => s.TakeOver = v),
        OfSecret("State:JournalKey", static o => o.State.JournalKey, static (o, v) => o.State.JournalKey = v),
        OfText("State:AnchorPath", static o => o.State.AnchorPath, static (o, v) => o.State.AnchorPath = v),
        Kept("TradeMemory", Time, static s => s.TradeMemory, static (s, v) => s.TradeMemory = v),
        Kept("ClosedPositionRetentionDays", Count,
            static s => s.ClosedPositionRetentionDays, static (s, v) => s.ClosedPositionRetentionDays = v),
        OfText("State:FlushArchiveDirectory",
            static o => o.State.FlushArchiveDirectory, static (o, v) => o.State.FlushArchiveDirectory = v),
    ];

    private static IEnumerable<OptionKey> Policy() =>
    [
        Judged("ExternalReductions", Choice<ExternalReductions>(),
            static p => p.ExternalReductions, static (p, v) => p.ExternalReductions = v),
        Judged("ReductionOrder", Choice<ReductionOrder>(),
            static p => p.ReductionOrder, static (p, v) => p.ReductionOrder = v),
        Judged("Overfills", Choice<OverfillPolicy>(), static p => p.Overfills, static (p, v) => p.Overfills = v),
        Judged("QuantityTolerance", Amount,
            static p => p.QuantityTolerance, static (p, v) => p.QuantityTolerance = v),
        OfNullable("Policy:AveragePriceTolerance", Amount, "the price increment",
            static o => o.Policy.AveragePriceTolerance, static (o, v) => o.Policy.AveragePriceTolerance = v),
        Judged("IgnoreUnclaimedExternalOrders", Flag,
            static p => p.IgnoreUnclaimedExternalOrders, static (p, v) => p.IgnoreUnclaimedExternalOrders = v),
        Judged("IgnorePositionReports", Flag,
            static p => p.IgnorePositionReports, static (p, v) => p.IgnorePositionReports = v),
        Judged("RequestLife", Time, static p => p.RequestLife, static (p, v) => p.RequestLife = v),
        Judged("VenueTimeout", Time, static p => p.VenueTimeout, static (p, v) => p.VenueTimeout = v),
        Judged("SafetyMargin", Time, static p => p.SafetyMargin, static (p, v) => p.SafetyMargin = v),
        Judged("RequiredAbsenceReads", Count,
            static p => p.RequiredAbsenceReads, static (p, v) => p.RequiredAbsenceReads = v),
        Judged("AbsenceQuietPeriod", Time,
            static p => p.AbsenceQuietPeriod, static (p, v) => p.AbsenceQuietPeriod = v),
        Judged("RequireAccountIdentity", Flag,
            static p => p.RequireAccountIdentity, static (p, v) => p.RequireAccountIdentity = v),
        Judged("AllowMassFlattening", Flag,
            static p => p.AllowMassFlattening, static (p, v) => p.AllowMassFlattening = v),
        OfNullable("Policy:UnfilledOrderRetention", Time, "ever",
            static o => o.Policy.UnfilledOrderRetention, static (o, v) => o.Policy.UnfilledOrderRetention = v),
        OfNullable("Policy:OrderRetention", Time, "ever",
            static o => o.Policy.OrderRetention, static (o, v) => o.Policy.OrderRetention = v),
    ];

    private static OptionKey Check<T>(
        string name, SettingForm<T> form, Func<CheckOptions, T> get, Action<CheckOptions, T> set) =>
        Of("Reconciliation:" + name, form, o => get(o.Reconciliation), (o, v) => set(o.Reconciliation, v));

    private static OptionKey Kept<T>(
        string name, SettingForm<T> form, Func<StateOptions, T> get, Action<StateOptions, T> set) =>
        Of("State:" + name, form, o => get(o.State), (o, v) => set(o.State, v));

    private static OptionKey Judged<T>(
        string name, SettingForm<T> form, Func<ReconciliationOptions, T> get, Action<ReconciliationOptions, T> set) =>
        Of("Policy:" + name, form, o => get(o.Policy), (o, v) => set(o.Policy, v));
}
