using System.Buffers.Binary;

namespace PositionRecovery.Sample;

/// <summary>One message on the line: a byte that says what it is, four bytes that say how long it is (big-endian), and
/// a JSON document.</summary>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>The longest document, in bytes. Nothing longer is read or written.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int HeaderLength = 5;

    public async Task WriteAsync(Stream line, CancellationToken cancellationToken)
    {
        if (Content.Length > MaxLength)
        {
            throw new LineException($"A document of {Content.Length} bytes is too long; at most {MaxLength}.");
        }

        byte[] header = new byte[HeaderLength];
        header[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), Content.Length);
        try
        {
            await line.WriteAsync(header, cancellationToken);
            await line.WriteAsync(Content, cancellationToken);
            await line.FlushAsync(cancellationToken);
        }
        catch (IOException broken)
        {
            throw new LineException($"The line broke: {broken.Message}", broken);
        }
    }

    /// <returns>The next frame; <c>null</c> when the other side closed the line before one.</returns>
    /// <exception cref="LineException">It is none, or the line broke in the middle.</exception>
    public static async Task<Frame?> ReadAsync(Stream line, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        int got = await FillAsync(line, header, cancellationToken);
        if (got == 0)
        {
            return null;
        }

        if (got < HeaderLength)
        {
            throw Cut();
        }

        var kind = (FrameKind)header[0];
        if (!Enum.IsDefined(kind))
        {
            throw new LineException($"A frame of kind {header[0]} is not known.");
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        if (length is < 0 or > MaxLength)
        {
            throw new LineException($"A frame claims {(uint)length} bytes; at most {MaxLength}.");
        }

        byte[] content = await ContentAsync(line, length, cancellationToken);
        return new Frame(kind, content);
    }

    /// <summary>Memory grows with what arrives, not with what was announced.</summary>
    private static async Task<byte[]> ContentAsync(Stream line, int length, CancellationToken cancellationToken)
    {
        const int step = 64 * 1024;
        byte[] content = new byte[Math.Min(length, step)];
        int filled = 0;
        while (filled < length)
        {
            if (filled == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(length, content.Length * 2L));
            }

            int more = await FillAsync(line, content.AsMemory(filled), cancellationToken);
            filled += more;
            if (filled < content.Length)
            {
                throw Cut();
            }
        }

        return content;
    }

    private static async Task<int> FillAsync(Stream line, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await line.ReadAtLeastAsync(
                buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException broken)
        {
            throw new LineException($"The line broke: {broken.Message}", broken);
        }
    }

    private static LineException Cut() => new("The other side ended in the middle of a frame.");
}
