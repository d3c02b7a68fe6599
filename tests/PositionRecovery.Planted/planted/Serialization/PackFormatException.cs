namespace PositionRecovery;

/// <summary>Bytes that are not the one form in which this library writes a value. The message says where and what, is
/// one line, and shows nothing of the content.</summary>
internal sealed class PackFormatException : FormatException
{
    internal PackFormatException(int at, string problem, bool isNewer = false, Exception? cause = null)
        : base(FormattableString.Invariant($"byte {at}: {problem}"), cause) => IsNewer = isNewer;

    /// <summary>Whether a newer version of this library may have written it: it is well formed and says more than this
    /// version understands.</summary>
    internal bool IsNewer { get; }
}
