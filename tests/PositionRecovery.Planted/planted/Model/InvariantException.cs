namespace PositionRecovery;

/// <summary>A promise of this library was broken: a defect, never a condition to be handled or retried.</summary>
public sealed class InvariantException : InvalidOperationException
{
    /// <summary>Makes an exception without a message.</summary>
    public InvariantException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Which promise was broken, and by which values.</param>
    public InvariantException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    /// <param name="message">Which promise was broken, and by which values.</param>
    /// <param name="innerException">The cause.</param>
    public InvariantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
