namespace PositionRecovery;

/// <summary>History is not whole: the indicators of a strategy would be wrong.</summary>
public sealed class WarmupException : Exception
{
    /// <summary>Makes one.</summary>
    public WarmupException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is missing.</param>
    public WarmupException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">Why.</param>
    public WarmupException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
