using System.Text;

namespace PositionRecovery;

/// <summary>A key or password. It never prints, is never serialized and cannot be compared. Safe for use by several
/// threads.</summary>
public sealed class Secret
{
    private readonly byte[] _value;

    private Secret(byte[] value) => _value = value;

    /// <summary>Makes one from text, as UTF-8.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static Secret FromText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return FromBytes(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Makes one from bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">There are no bytes.</exception>
    public static Secret FromBytes(ReadOnlySpan<byte> value) => value.IsEmpty
        ? throw new ArgumentException("A secret must not be empty.", nameof(value))
        : new Secret(value.ToArray());

    /// <summary>Reads one from an environment variable.</summary>
    /// <param name="variable">The name of the variable.</param>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    public static Secret FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? FromText(value)
            : throw new InvalidOperationException($"The environment variable {variable} is not set.");
    }

    /// <summary>Never the value.</summary>
    public override string ToString() => "***";

    /// <summary>Lends the bytes to a signer. They must not be kept, logged, or put into an exception.</summary>
    /// <typeparam name="TState">What the signer works on.</typeparam>
    /// <param name="state">Handed to <paramref name="use"/>.</param>
    /// <param name="use">Gets the bytes, for as long as it runs.</param>
    public void Use<TState>(TState state, System.Buffers.ReadOnlySpanAction<byte, TState> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        use(_value, state);
    }

    internal ReadOnlyMemory<byte> Reveal() => _value;
}
