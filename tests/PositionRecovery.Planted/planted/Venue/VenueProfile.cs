namespace PositionRecovery;

/// <summary>What is constant about a venue. Immutable.</summary>
public sealed record VenueProfile
{
    /// <summary>The venue.</summary>
    public required VenueId Venue { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The accounts it is asked about; each at one venue only.</summary>
    public required IReadOnlyList<AccountId> Accounts
    {
        get;
        init => field = FrozenList<AccountId>.DistinctCopyOf(value, nameof(Accounts), static a => a);
    }

    /// <summary>What the venue does about orders whose outcome is not known.</summary>
    public required SubmitGuarantee SubmitGuarantee { get; init => field = Guard.Known(value); }

    /// <summary>The longest client order id it takes, in characters; 36 by default, at least 28.</summary>
    public int MaxClientIdLength
    {
        get;
        init => field = value is >= 28 and <= 128
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxClientIdLength), value, $"{nameof(MaxClientIdLength)} is {value}; it must be 28 to 128.");
    } = 36;

    /// <summary>How far back executions and ended orders can be asked for; <c>null</c> for ever.</summary>
    public TimeSpan? HistoryRetention { get; init => field = Positive(value, nameof(HistoryRetention)); }

    /// <summary>How long a signed request stays valid; <c>null</c> when the host's options say so.</summary>
    public TimeSpan? RequestLife { get; init => field = Positive(value, nameof(RequestLife)); }

    /// <summary>How long the venue keeps an order that ended without a fill; <c>null</c> when that is not known, or the
    /// host knows it.</summary>
    public TimeSpan? UnfilledOrderRetention { get; init => field = Positive(value, nameof(UnfilledOrderRetention)); }

    /// <summary>How long the venue keeps any order; <c>null</c> when that is not known, or the host knows it.</summary>
    public TimeSpan? OrderRetention { get; init => field = Positive(value, nameof(OrderRetention)); }

    /// <summary>How many queries it may be asked at once; 4 by default, 1 to 64.</summary>
    public int MaxParallelQueries
    {
        get;
        init => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxParallelQueries), value, $"{nameof(MaxParallelQueries)} is {value}; it must be 1 to 64.");
    } = 4;

    /// <summary>Whether a pair of orders can be placed of which the venue cancels one when the other is executed.
    /// Where it cannot, and exits are not reduce-only, only the stop is placed.</summary>
    public bool SupportsOneCancelsOther { get; init; }

    /// <summary>Whether orders can be reduce-only: executed only as far as they shrink a position. On by default;
    /// spot venues have no such orders.</summary>
    public bool SupportsReduceOnly { get; init; } = true;

    /// <summary>The order service that orders with a trigger live in; <see cref="OrderClass.Regular"/> by default.
    /// </summary>
    public OrderClass TriggerOrderClass { get; init => field = Guard.Known(value); } = OrderClass.Regular;

    private static TimeSpan? Positive(TimeSpan? value, string member) =>
        value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(member, value, $"{member} is {value}; it must be greater than 0.");
}
