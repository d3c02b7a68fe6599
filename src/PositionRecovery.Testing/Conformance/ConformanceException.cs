namespace PositionRecovery.Testing;

/// <summary>A conformance case failed.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Makes one.</summary>
    public ConformanceException()
        : this("A conformance case failed.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">What the store threw.</param>
    public ConformanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
