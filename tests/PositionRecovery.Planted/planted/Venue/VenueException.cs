namespace PositionRecovery;

/// <summary>A venue did not answer, or refused to. What was asked is unknown.</summary>
public sealed class VenueException : Exception
{
    /// <summary>Makes one.</summary>
    public VenueException()
    {
    }

    /// <summary>Makes one that is not transient.</summary>
    /// <param name="message">What failed, without secrets.</param>
    public VenueException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that is not transient.</summary>
    /// <param name="message">What failed, without secrets.</param>
    /// <param name="innerException">Why.</param>
    public VenueException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, without secrets.</param>
    /// <param name="isTransient">Whether the same request may succeed later.</param>
    /// <param name="innerException">Why.</param>
    public VenueException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the venue asked to be left alone, all requests of all its accounts included; <c>null</c> when
    /// it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
