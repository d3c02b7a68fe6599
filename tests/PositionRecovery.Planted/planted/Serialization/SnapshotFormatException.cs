namespace PositionRecovery;

/// <summary>A snapshot file that cannot be taken at its word. The message says where, what was found and what is
/// expected; it is one line and safe to print.</summary>
public sealed class SnapshotFormatException : FormatException
{
    internal SnapshotFormatException(JsonPath path, string problem, string? value, Exception? cause)
        : base($"{path.SourceName}: {path}: {problem}", cause)
    {
        SourceName = path.SourceName;
        Path = path.ToString();
        Field = path.Field;
        Value = value;
    }

    /// <summary>The name of the file, as it was handed in.</summary>
    public string SourceName { get; }

    /// <summary>Where in the document, for example <c>$.orders[3].intent.price</c>; <c>$</c> is all of it.</summary>
    public string Path { get; }

    /// <summary>The name of the member that is wrong, or that holds the list whose element is wrong; empty where the
    /// document as a whole is.</summary>
    public string Field { get; }

    /// <summary>What was found there, at most 100 characters with control characters escaped; <c>null</c> when nothing
    /// was found.</summary>
    public string? Value { get; }
}
