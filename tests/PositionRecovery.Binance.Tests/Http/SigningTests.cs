using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Binance.Tests;

public sealed class SigningTests
{
    private static readonly HmacSigner Signer = new(Secret.FromText(Wire.SecretText));

    public static TheoryData<string, string> Vectors => new()
    {
        {
            "symbol=ETHUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.250&price=4100.50&newClientOrderId=rc-7f3a"
            + "&recvWindow=5000&timestamp=1790000000123",
            "b91c482b48fc2ca6a8974da328ff5c282894cf6186a243764d1c69d5c2746a54"
        },
        {
            "symbol=ETHUSDT&origClientOrderId=rc%3A7f%2F3a&recvWindow=5000&timestamp=1790000000456",
            "6e8592d29e54d4c90e04197b54d75da4f331e1370796ebfd0f623e4a173bd70a"
        },
        {
            "symbol=ETHUSDT&recvWindow=5000side=BUY&type=MARKET&quantity=0.010&timestamp=1790000000789",
            "fa18f0773a8e735847f03fc04f1c8f10be1d0dc03f463dfadd96a6b684fa7427"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sign_KnownPayload_GivesTheKnownSignature(string payload, string signature) =>
        Assert.Equal(signature, Signer.Sign(Encoding.ASCII.GetBytes(payload)));

    [Fact]
    public void Signed_Parameters_AreEncodedOnceAndTheSignatureIsLast()
    {
        string text = QueryText.Signed(
            [("symbol", "ETHUSDT"), ("origClientOrderId", "rc:7f/3a")],
            TimeSpan.FromSeconds(5),
            DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_456),
            Signer);

        Assert.Equal(
            "symbol=ETHUSDT&origClientOrderId=rc%3A7f%2F3a&recvWindow=5000&timestamp=1790000000456&signature="
            + "6e8592d29e54d4c90e04197b54d75da4f331e1370796ebfd0f623e4a173bd70a",
            text);
    }

    [Theory]
    [InlineData("rc:7f/3a", "rc%3A7f%2F3a")]
    [InlineData("a b+c", "a%20b%2Bc")]
    [InlineData("a~b-c.d_e", "a~b-c.d_e")]
    [InlineData("100%&x=1", "100%25%26x%3D1")]
    [InlineData("ü", "%C3%BC")]
    public async Task Send_ValueWithSpecialCharacters_ArrivesAsItWasSigned(string value, string encoded)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());

        await transport.SendAsync(
            new ApiRequest
            {
                Method = HttpMethod.Get, Path = "/fapi/v1/order", Parameters = [("origClientOrderId", value)], Weight = 1,
            },
            CancellationToken.None);

        Wire.Arrival call = Assert.Single(wire.Calls);
        Assert.Equal("origClientOrderId=" + encoded, call.Parameters);
        Assert.True(call.IsSigned, call.PathAndQuery);
        Assert.Equal(Wire.Key, call.Key);
    }

    [Fact]
    public void Of_PemOfAnRsaKey_SignsSoThatItsPublicHalfAgrees()
    {
        using var key = RSA.Create(2048);
        byte[] payload = "symbol=ETHUSDT&timestamp=1"u8.ToArray();

        string signature = Signers.Of(Secret.FromText(key.ExportPkcs8PrivateKeyPem())).Sign(payload);

        Assert.True(key.VerifyData(
            payload, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void Of_PemOfAnotherKey_IsRefusedWithoutQuotingIt()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = key.ExportPkcs8PrivateKeyPem();

        ArgumentException error = Assert.Throws<ArgumentException>(() => Signers.Of(Secret.FromText(pem)));

        Assert.Contains("Ed25519", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n')[1], error.ToString(), StringComparison.Ordinal);
    }
}
