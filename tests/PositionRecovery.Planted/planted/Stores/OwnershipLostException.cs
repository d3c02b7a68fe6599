namespace PositionRecovery;

/// <summary>Somebody else has the trader, or the lease ran out: this process must not trade for it any more.</summary>
public sealed class OwnershipLostException : Exception
{
    /// <summary>Makes one.</summary>
    public OwnershipLostException()
        : this("The trader is owned by somebody else.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">How ownership was lost.</param>
    public OwnershipLostException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">How ownership was lost.</param>
    /// <param name="innerException">Why.</param>
    public OwnershipLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Always <c>false</c>: trying again does not bring ownership back.</summary>
    public bool IsTransient { get; }
}
