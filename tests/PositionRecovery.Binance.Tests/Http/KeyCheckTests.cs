namespace PositionRecovery.Binance.Tests;

public sealed class KeyCheckTests
{
    private const string Safe =
        """{"ipRestrict":true,"enableReading":true,"enableWithdrawals":false,"enableFutures":true}""";

    private static readonly ApiRequest Read = new() { Method = HttpMethod.Get, Path = "/fapi/v1/openOrders", Weight = 40 };

    [Fact]
    public async Task Send_FirstSignedCall_AsksOnceWhatTheKeyMayDo()
    {
        using var wire = new Wire();
        wire.Answers(200, Safe);
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true });

        await transport.SendAsync(Read, CancellationToken.None);
        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal(
            ["https://api.binance.com/sapi/v1/account/apiRestrictions", "https://fapi.binance.com/fapi/v1/openOrders",
                "https://fapi.binance.com/fapi/v1/openOrders"],
            wire.Calls.Select(static c => c.Host + c.Path));
        Assert.True(wire.Calls[0].IsSigned);
        Assert.Empty(wire.Log.Lines);
    }

    [Theory]
    [InlineData(true, false, "the key may withdraw")]
    [InlineData(false, true, "is not bound to network addresses")]
    public async Task Send_KeyMayDoTooMuch_NothingIsEverSent(bool withdraws, bool requiresIp, string reason)
    {
        using var wire = new Wire();
        wire.Answers(200, Safe.Replace("\"enableWithdrawals\":false", $"\"enableWithdrawals\":{(withdraws ? "true" : "false")}",
            StringComparison.Ordinal).Replace("\"ipRestrict\":true", "\"ipRestrict\":false", StringComparison.Ordinal));
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true, RequiresIpRestriction = requiresIp });

        for (int i = 0; i < 2; i++)
        {
            ApiException error = await Assert.ThrowsAsync<ApiException>(
                async () => await transport.SendAsync(Read, CancellationToken.None));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.False(error.IsTransient);
        }

        Assert.Single(wire.Calls);
    }

    [Theory]
    [InlineData("\"ipRestrict\":true", "\"ipRestrict\":false", "not bound to network addresses")]
    [InlineData("\"enableFutures\":true", "\"enableFutures\":false", "may not trade (enableFutures is off)")]
    [InlineData("\"enableReading\":true", "\"permitsUniversalTransfer\":true", "may transfer between accounts")]
    public async Task Send_KeyIsOfConcern_IsWarnedAbout(string right, string instead, string warning)
    {
        using var wire = new Wire();
        wire.Answers(200, Safe.Replace(right, instead, StringComparison.Ordinal));
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true });

        await transport.SendAsync(Read, CancellationToken.None);

        string line = Assert.Single(wire.Log.Lines);
        Assert.StartsWith("Warning: BINANCE-USDM:main: ", line, StringComparison.Ordinal);
        Assert.Contains(warning, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_KeyMayOnlyReadAndThatSuffices_IsNotWarnedAbout()
    {
        using var wire = new Wire();
        wire.Answers(200, Safe.Replace("\"enableFutures\":true", "\"enableFutures\":false", StringComparison.Ordinal));
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true, IsReadOnly = true });

        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Empty(wire.Log.Lines);
    }

    [Theory]
    [InlineData(503, "<html>")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    public async Task Send_VenueDoesNotTell_TheAccountIsReadAndItIsAskedAgainAMinuteLater(int status, string body)
    {
        using var wire = new Wire();
        wire.Answer = (call, _) => Task.FromResult(
            call.Path == KeyCheck.Path ? Wire.Reply(status, body) : Wire.Reply(200, "[]"));
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true });
        await transport.SendAsync(Read, CancellationToken.None);
        await transport.SendAsync(Read, CancellationToken.None);
        Assert.Equal(1, wire.Calls.Count(static c => c.Path == KeyCheck.Path));
        Assert.Single(wire.Log.Lines);
        wire.Answers(200, Safe.Replace("Withdrawals\":false", "Withdrawals\":true", StringComparison.Ordinal));

        wire.Clock.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<ApiException>(async () => await transport.SendAsync(Read, CancellationToken.None));
    }

    [Fact]
    public async Task Send_TestNetwork_ChecksNothingAndNotesIt()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options() with { ChecksKey = true, Network = BinanceNetwork.Test });

        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal("https://demo-fapi.binance.com", Assert.Single(wire.Calls).Host);
        Assert.StartsWith("Information:", Assert.Single(wire.Log.Lines), StringComparison.Ordinal);
    }
}
