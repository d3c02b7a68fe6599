namespace PositionRecovery;

/// <summary>How long things take, and last, at the venue of an account; checked.</summary>
internal sealed class AccountTimes
{
    /// <param name="options">What holds in general.</param>
    /// <param name="facts">What is different for the account.</param>
    internal AccountTimes(ReconciliationOptions options, AccountFacts? facts = null)
    {
        string of = facts is null ? string.Empty : $"{nameof(options.Accounts)}[{facts.Account}].";
        RequestWindow =
            NotNegative(facts?.RequestLife ?? options.RequestLife, of + nameof(options.RequestLife))
            + NotNegative(facts?.VenueTimeout ?? options.VenueTimeout, of + nameof(options.VenueTimeout))
            + NotNegative(options.SafetyMargin, nameof(options.SafetyMargin));
        UnfilledOrderRetention = Positive(
            facts?.UnfilledOrderRetention ?? options.UnfilledOrderRetention,
            of + nameof(options.UnfilledOrderRetention));
        OrderRetention = Positive(
            facts?.OrderRetention ?? options.OrderRetention, of + nameof(options.OrderRetention));
    }

    /// <summary>Request life, venue time-out and margin: after this a request that was not seen will not be.</summary>
    internal TimeSpan RequestWindow { get; }

    internal TimeSpan? UnfilledOrderRetention { get; }

    internal TimeSpan? OrderRetention { get; }

    internal static TimeSpan NotNegative(TimeSpan value, string member) =>
        value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw Policy.OutOfRange(member, value, "between 0 and one day");

    private static TimeSpan? Positive(TimeSpan? value, string member) =>
        value is null || value > TimeSpan.Zero
            ? value
            : throw Policy.OutOfRange(member, value, "greater than 0, or empty");
}
