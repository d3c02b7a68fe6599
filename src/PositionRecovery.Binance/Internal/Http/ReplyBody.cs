namespace PositionRecovery.Binance;

/// <summary>Reads bodies that may come from an enemy: so much, and no more.</summary>
internal static class ReplyBody
{
    private const int FirstStep = 16 * 1024;

    /// <summary>The body; <c>null</c> when it is longer than that, after decompression.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(
        HttpContent content, int most, CancellationToken cancellationToken)
    {
        // The length is what somebody says: it decides how much is set aside at first, up to a bound.
        long told = content.Headers.ContentLength ?? 0;
        byte[] buffer = new byte[Math.Clamp(told + 1, FirstStep, Math.Min(most, 1024 * 1024) + 1)];
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int length = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (length > most)
                {
                    return null;
                }

                if (read == 0)
                {
                    return buffer.AsMemory(0, length);
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, most + 1L));
                }
            }
        }
    }
}
