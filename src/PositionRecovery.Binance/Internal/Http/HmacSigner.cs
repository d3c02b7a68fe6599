using System.Security.Cryptography;

namespace PositionRecovery.Binance;

/// <summary>HMAC-SHA-256, as lower-case hexadecimal digits.</summary>
internal sealed class HmacSigner(Secret secret) : ISigner
{
    public string Sign(ReadOnlyMemory<byte> payload)
    {
        byte[] signature = new byte[HMACSHA256.HashSizeInBytes];
        secret.Use(
            (payload, signature),
            static (key, work) => HMACSHA256.HashData(key, work.payload.Span, work.signature));
        return Convert.ToHexStringLower(signature);
    }
}
