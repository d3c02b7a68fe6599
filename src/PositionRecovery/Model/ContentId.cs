using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery;

/// <summary>Ids made from content: the same facts give the same id, on any machine, at any time. SHA-256 over
/// length-prefixed UTF-8 fields, the first 128 bits, in Crockford base32 (26 characters).</summary>
internal sealed class ContentId : IDisposable
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal static string Of(string prefix, params ReadOnlySpan<string> fields)
    {
        using var id = new ContentId();
        foreach (string field in fields)
        {
            id.Add(field);
        }

        return prefix + id.Finish();
    }

    /// <summary>A decimal by its value: 1.50 and 1.5 are the same.</summary>
    internal static string Text(decimal value) =>
        (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    internal void Add(string field)
    {
        Span<byte> length = stackalloc byte[4];
        int size = Encoding.UTF8.GetByteCount(field);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, size);
        _hash.AppendData(length);
        Span<byte> text = size <= 512 ? stackalloc byte[512] : new byte[size];
        _hash.AppendData(text[..Encoding.UTF8.GetBytes(field, text)]);
    }

    internal string Finish()
    {
        Span<byte> digest = stackalloc byte[32];
        _hash.GetHashAndReset(digest);
        Span<char> text = stackalloc char[26];
        UInt128 bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(uint)(bits & 31)];
            bits >>= 5;
        }

        return new string(text);
    }

    public void Dispose() => _hash.Dispose();
}
