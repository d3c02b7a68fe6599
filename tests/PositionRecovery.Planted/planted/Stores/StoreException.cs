namespace PositionRecovery;

/// <summary>A store failed. After a failed commit the outcome is not known.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes one that is not worth trying again.</summary>
    public StoreException()
        : this("The store failed.")
    {
    }

    /// <summary>Makes one that is not worth trying again.</summary>
    /// <param name="message">What failed, naming the setting or the file; never a secret.</param>
    public StoreException(string message)
        : this(message, isTransient: false)
    {
    }

    /// <summary>Makes one that is not worth trying again.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">Why.</param>
    public StoreException(string message, Exception innerException)
        : this(message, isTransient: false, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, naming the setting or the file; never a secret.</param>
    /// <param name="isTransient">Whether it may pass: worth trying again.</param>
    /// <param name="innerException">Why.</param>
    public StoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether it may pass: worth trying again.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether the store answers, and what it holds is not what was written: damaged, cut, or changed by
    /// somebody. <c>false</c> when the store cannot be reached or is not set up right.</summary>
    public bool IsDamage { get; init; }
}
