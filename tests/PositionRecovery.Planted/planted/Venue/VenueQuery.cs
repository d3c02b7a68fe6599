namespace PositionRecovery;

/// <summary>A question to a venue, and the scope of its answer. Immutable. The family grows: a provider answers a query
/// it does not know with <see cref="VenueAnswer.Unsupported"/>.</summary>
public abstract record VenueQuery
{
    private protected VenueQuery()
    {
    }

    /// <summary>The account asked about.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument asked about; <c>null</c> for all of the account's.</summary>
    public InstrumentId? Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>One word for the kind of query, used in explanations and files.</summary>
    internal abstract string Kind { get; }

    /// <summary>Whether the answer speaks of the instrument.</summary>
    internal bool Covers(InstrumentId instrument) => Instrument is null || Instrument.Value == instrument;
}
