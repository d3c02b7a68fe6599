namespace PositionRecovery;

/// <summary>What became of a request to a venue. <c>default</c> is an unknown outcome.</summary>
public readonly record struct SubmitResult
{
    private SubmitResult(SubmitStatus status, VenueOrderId? venueOrder, string? reason)
    {
        Status = status;
        VenueOrder = venueOrder;
        Reason = reason;
    }

    /// <summary>The outcome.</summary>
    public SubmitStatus Status { get; }

    /// <summary>The id the venue gave, if it told.</summary>
    public VenueOrderId? VenueOrder { get; }

    /// <summary>Why, in the venue's words where it gave some; <c>null</c> when accepted.</summary>
    public string? Reason { get; }

    /// <summary>The venue took it.</summary>
    /// <param name="venueOrder">The id the venue gave, if it told.</param>
    public static SubmitResult Accepted(VenueOrderId? venueOrder) =>
        new(SubmitStatus.Accepted, Guard.NotEmpty(venueOrder), null);

    /// <summary>The venue refused it, and it has no effect.</summary>
    /// <param name="reason">Why.</param>
    public static SubmitResult Rejected(string reason) => new(SubmitStatus.Rejected, null, Text(reason));

    /// <summary>The venue refused a conditional order because its trigger was reached already.</summary>
    /// <param name="reason">Why.</param>
    public static SubmitResult WouldTrigger(string reason) => new(SubmitStatus.WouldTrigger, null, Text(reason));

    /// <summary>It was sent, or may have been, and the outcome is not known.</summary>
    /// <param name="reason">Why.</param>
    public static SubmitResult Unknown(string reason) => new(SubmitStatus.Unknown, null, Text(reason));

    private static string Text(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Guard.WellFormed(reason.Length <= Guard.MaxText ? reason : reason[..Guard.MaxText]);
    }
}
