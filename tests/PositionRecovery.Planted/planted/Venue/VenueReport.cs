namespace PositionRecovery;

/// <summary>One fact a venue reported. Immutable. A member that is <c>null</c> was not reported, which is not zero. The
/// family grows.</summary>
public abstract record VenueReport
{
    private protected VenueReport()
    {
    }

    /// <summary>The account it is about.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>One word for the kind of report, used in explanations and files.</summary>
    internal abstract string Kind { get; }
}
