using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery;

/// <summary>The chain that ties each record of a journal to all records before it: a record's hash is over the hash
/// before it (32 bytes), its sequence (8 bytes, big end first) and its payload. With a key it is HMAC-SHA256, which
/// nobody without the key can continue or repair; without one it is SHA-256, which shows accidents only.</summary>
internal static class HashChain
{
    internal const int HashLength = SHA256.HashSizeInBytes;

    private const int Head = HashLength + sizeof(long);
    private const int OnStack = 1024;

    private static ReadOnlySpan<byte> Title => "PositionRecovery journal 1"u8;

    /// <summary>What stands in for the hash before the first record.</summary>
    internal static void Genesis(TraderId trader, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[Title.Length + (Identifier.MaxLength * 3)];
        Title.CopyTo(text);
        int length = Title.Length + Encoding.UTF8.GetBytes(Guard.NotEmpty(trader).Value, text[Title.Length..]);
        SHA256.HashData(text[..length], hash);
    }

    /// <summary>The hash of a record.</summary>
    /// <param name="previous">The hash of the record before it.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="key">The key; empty for none.</param>
    /// <param name="hash">Where to put it: 32 bytes. May be where <paramref name="previous"/> is.</param>
    internal static void Next(
        ReadOnlySpan<byte> previous,
        long sequence,
        ReadOnlySpan<byte> payload,
        ReadOnlySpan<byte> key,
        Span<byte> hash)
    {
        int length = Head + payload.Length;
        byte[]? rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            Span<byte> text = rented is null ? stackalloc byte[OnStack] : rented;
            previous[..HashLength].CopyTo(text);
            BinaryPrimitives.WriteInt64BigEndian(text[HashLength..], sequence);
            payload.CopyTo(text[Head..]);
            if (key.IsEmpty)
            {
                SHA256.HashData(text[..length], hash);
            }
            else
            {
                HMACSHA256.HashData(key, text[..length], hash);
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    internal static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> hash, string member) =>
        hash.Length == HashLength
            ? hash
            : throw new ArgumentException($"{member} has {hash.Length} bytes; it must have {HashLength}.", member);
}
