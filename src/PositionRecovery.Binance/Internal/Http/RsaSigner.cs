using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Binance;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256, as Base64. The key is read from its PEM text for each signature: nothing
/// but the secret keeps it.</summary>
internal sealed class RsaSigner(Secret secret) : ISigner
{
    public string Sign(ReadOnlyMemory<byte> payload)
    {
        var work = new Work { Payload = payload };
        secret.Use(work, static (pem, work) =>
        {
            char[] text = new char[Encoding.UTF8.GetMaxCharCount(pem.Length)];
            try
            {
                int length = Encoding.UTF8.GetChars(pem, text);
                using var key = RSA.Create();
                key.ImportFromPem(text.AsSpan(0, length));
                work.Signature = key.SignData(
                    work.Payload.Span, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
            finally
            {
                Array.Clear(text);
            }
        });
        return Convert.ToBase64String(work.Signature);
    }

    private sealed class Work
    {
        internal ReadOnlyMemory<byte> Payload { get; init; }

        internal byte[] Signature { get; set; } = [];
    }
}
