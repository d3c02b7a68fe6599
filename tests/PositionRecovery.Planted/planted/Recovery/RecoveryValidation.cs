namespace PositionRecovery;

/// <summary>Checks options once, and names every member that is wrong.</summary>
internal static class RecoveryValidation
{
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    /// <exception cref="ArgumentException">A member is wrong, or several.</exception>
    internal static void Check(RecoverySetup setup)
    {
        List<string> wrong = [.. Problems(setup.Options), .. Problems(setup)];
        if (wrong.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", wrong), nameof(setup));
        }
    }

    internal static IEnumerable<string> Problems(RecoveryOptions o)
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        TimeSpan hour = TimeSpan.FromHours(1);
        TimeSpan least = o.AllowShortStartupDelay ? TimeSpan.Zero : second * 10;
        return new[]
        {
            o.TraderId is { } trader && !IsTrader(trader) ? $"TraderId '{trader}' is no name of a trader." : null,
            o.StartupDelay >= least && o.StartupDelay <= hour
                ? null
                : $"StartupDelay is {o.StartupDelay}; it must be between {least} and {hour}"
                    + (o.AllowShortStartupDelay ? "." : " (less only with AllowShortStartupDelay)."),
            Range(nameof(o.WarmupLookbackDays), o.WarmupLookbackDays, 0.0001, 365),
            Range(nameof(o.MaxRecoveryTime), o.MaxRecoveryTime, second, hour),
            Range(nameof(o.MaxWarmupTime), o.MaxWarmupTime, second, hour),
            Range(nameof(o.HookTimeout), o.HookTimeout, Ms * 100, second * 300),
            Range(nameof(o.HookRetries), o.HookRetries, 0, 100),
            Known(nameof(o.OnFailure), o.OnFailure),
            Known(nameof(o.TriggeredStops), o.TriggeredStops),
            Range(nameof(o.QueryTimeout), o.QueryTimeout, Ms * 100, second * 300),
            Range(nameof(o.QueryAttempts), o.QueryAttempts, 1, 10),
            Range(nameof(o.QueriesPerSecond), o.QueriesPerSecond, 1, 1_000),
            Range(nameof(o.MaxQuestionRounds), o.MaxQuestionRounds, 0, 20),
            Range(nameof(o.SubmitTimeout), o.SubmitTimeout, Ms * 100, second * 300),
            Range(nameof(o.MaxIndicatorSnapshotAge), o.MaxIndicatorSnapshotAge, TimeSpan.Zero, TimeSpan.FromDays(7)),
            Range(
                nameof(o.IndicatorSaveInterval),
                o.IndicatorSaveInterval ?? second * 60,
                second * 60,
                TimeSpan.FromDays(1)),
            o.DryRun && o.ReconcileOnly ? "DryRun and ReconcileOnly exclude each other." : null,
            o.TradeWithoutRecovery && o.RecoveryEnabled
                ? "TradeWithoutRecovery needs RecoveryEnabled to be off."
                : null,
            o.Reconciliation.FlushOnStart && string.IsNullOrWhiteSpace(o.State.FlushArchiveDirectory)
                ? "Reconciliation.FlushOnStart needs State.FlushArchiveDirectory."
                : null,
            Problem(o.Policy),
        }.OfType<string>().Concat(Problems(o.Reconciliation))
            .Concat(StateValidation.Problems(o.State).Select(static p => "State." + p));
    }

    /// <summary>What the reconciler would say of it, the first time it is asked.</summary>
    private static string? Problem(ReconciliationOptions policy)
    {
        try
        {
            _ = new Policy(policy);
            return null;
        }
        catch (ArgumentException wrong)
        {
            string message = wrong.Message.Split(" (Parameter", 2)[0];
            return message.StartsWith($"{wrong.ParamName} ", StringComparison.Ordinal)
                ? "Policy." + message
                : "Policy: " + message;
        }
    }

    private static IEnumerable<string> Problems(CheckOptions o)
    {
        const string at = "Reconciliation.";
        return new[]
        {
            Range(at + nameof(o.LookbackMinutes), o.LookbackMinutes ?? 60, 60, 60 * 24 * 365),
            Range(at + nameof(o.InflightCheckIntervalMs), o.InflightCheckIntervalMs, 1_000, 3_600_000),
            Range(at + nameof(o.InflightCheckThresholdMs), o.InflightCheckThresholdMs, 1_000, 3_600_000),
            Range(at + nameof(o.InflightCheckRetries), o.InflightCheckRetries, 1, 1_000),
            Range(at + nameof(o.OpenCheckIntervalSeconds), o.OpenCheckIntervalSeconds ?? 1, 1, 86_400),
            Range(at + nameof(o.OpenCheckLookbackMinutes), o.OpenCheckLookbackMinutes, 60, 60 * 24 * 30),
            Range(at + nameof(o.OpenCheckThresholdMs), o.OpenCheckThresholdMs, 1_000, 3_600_000),
            Range(at + nameof(o.OpenCheckRetries), o.OpenCheckRetries, 1, 1_000),
            Range(at + nameof(o.PositionCheckIntervalSeconds), o.PositionCheckIntervalSeconds ?? 1, 1, 86_400),
            Range(at + nameof(o.PositionCheckThresholdMs), o.PositionCheckThresholdMs, 1_000, 3_600_000),
            Range(at + nameof(o.PositionCheckRetries), o.PositionCheckRetries, 1, 1_000),
            Range(at + nameof(o.UnansweredChecks), o.UnansweredChecks, 1, 1_000),
            Range(at + nameof(o.QueriesPerSecond), o.QueriesPerSecond, 1, 1_000),
            Range(at + nameof(o.PurgeClosedOrdersIntervalMinutes), o.PurgeClosedOrdersIntervalMinutes, 1, 10_080),
            Range(at + nameof(o.PurgeClosedOrdersBufferMinutes), o.PurgeClosedOrdersBufferMinutes, 1, 525_600),
        }.OfType<string>();
    }

    private static IEnumerable<string> Problems(RecoverySetup setup)
    {
        if (setup.Options.TraderId is { } trader && trader != setup.Trader.Value)
        {
            yield return $"TraderId is '{trader}', and the setup's Trader is '{setup.Trader}'.";
        }

        foreach (IGrouping<AccountId, VenuePorts> account in setup.Venues
            .SelectMany(static v => v.Reports.Profile.Accounts.Select(a => (Account: a, Venue: v)))
            .GroupBy(static p => p.Account, static p => p.Venue).Where(static g => g.Count() > 1))
        {
            yield return $"Account {account.Key} is listed by {account.Count()} venues; it must be by one.";
        }

        foreach (IGrouping<StrategyId, IRecoverableStrategy> strategy in setup.Strategies
            .GroupBy(static s => s.Profile.Id).Where(static g => g.Count() > 1))
        {
            yield return $"{strategy.Count()} strategies are called '{strategy.Key}'.";
        }
    }

    private static bool IsTrader(string text)
    {
        try
        {
            return !new TraderId(text).IsEmpty;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? Range<T>(string name, T value, T min, T max)
        where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? null
            : FormattableString.Invariant($"{name} is {value}; it must be between {min} and {max}.");

    private static string? Known<T>(string name, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) && !value.Equals(default(T)) ? null : $"{name} is {value}, which is not known.";
}
