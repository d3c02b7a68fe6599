using System.Security.Cryptography;

namespace PositionRecovery.Binance;

/// <summary>Chooses how to sign by the form of the secret: PEM text is an RSA key, all else is an HMAC key.</summary>
/// <remarks>The venue also takes Ed25519 keys on Spot. The base class library has no Ed25519; when it does, it gets a
/// signer here.</remarks>
internal static class Signers
{
    /// <exception cref="ArgumentException">It is a key of another kind. The message does not hold it.</exception>
    internal static ISigner Of(Secret secret)
    {
        bool[] isPem = [false];
        secret.Use(isPem, static (bytes, found) => found[0] = bytes.TrimStart(" \t\r\n"u8).StartsWith("-----BEGIN"u8));
        if (!isPem[0])
        {
            return new HmacSigner(secret);
        }

        var signer = new RsaSigner(secret);
        try
        {
            signer.Sign(ReadOnlyMemory<byte>.Empty);
            return signer;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            // What went wrong inside may quote the key.
            throw new ArgumentException(
                $"{nameof(BinanceOptions)}.{nameof(BinanceOptions.ApiSecret)} is PEM text that holds no RSA key "
                + "without password; Ed25519 keys are not known to this platform.",
                nameof(secret));
        }
    }
}
