namespace PositionRecovery.Testing;

/// <summary>What a case finds has to be so.</summary>
internal static class Claim
{
    internal static void That(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new ConformanceException(otherwise);
        }
    }

    internal static void Same<T>(T expected, T found, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, found), $"{what}: expected {expected}, found {found}.");

    internal static void Is(CommitStatus expected, CommitResult found, string what) =>
        Same(expected, found.Status, what);

    internal static void Bytes(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> found, string what) =>
        That(
            expected.Span.SequenceEqual(found.Span),
            $"{what}: {found.Length} bytes are not the {expected.Length} bytes written, "
            + $"from byte {expected.Span.CommonPrefixLength(found.Span)} on.");

    internal static async Task<TException> ThrowsAsync<TException>(Func<Task> work, string what)
        where TException : Exception
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new ConformanceException($"{what}: expected {typeof(TException).Name}, nothing was thrown.");
    }
}
