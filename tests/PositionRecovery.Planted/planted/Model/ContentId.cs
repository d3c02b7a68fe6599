using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery;

/// <summary>Ids made from content: the same facts give the same id, on any machine, at any time. SHA-256 over
/// length-prefixed UTF-8 fields, the first 128 bits, in Crockford base32 (26 characters).</summary>
internal sealed class ContentId : IDisposable
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int FlushAt = 16 * 1024;

    private IncrementalHash? _hash;
    private byte[] _buffer = new byte[512];
    private int _used;

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
        int size = Encoding.UTF8.GetByteCount(field);
        Reserve(size + sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_used), size);
        _used += sizeof(int);
        _used += Encoding.UTF8.GetBytes(field, _buffer.AsSpan(_used));
    }

    internal string Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_hash is null)
        {
            SHA256.HashData(_buffer.AsSpan(0, _used), digest);
        }
        else
        {
            _hash.AppendData(_buffer, 0, _used);
            _hash.GetHashAndReset(digest);
        }

        Span<char> text = stackalloc char[26];
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(digest);
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(uint)(bits & 31)];
            bits >>= 5;
        }

        return new string(text);
    }

    public void Dispose() => _hash?.Dispose();

    private void Reserve(int size)
    {
        if (_used + size <= _buffer.Length)
        {
            return;
        }

        if (_used >= FlushAt)
        {
            _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _hash.AppendData(_buffer, 0, _used);
            _used = 0;
        }

        if (_used + size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + size));
        }
    }
}
