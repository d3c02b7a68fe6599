using System.Text;

namespace PositionRecovery.Binance.Tests;

/// <summary>Whatever goes wrong, nothing that is said holds the key, the secret, a signature or a query.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Anything_VenueQuotesTheRequest_IsNotRepeated(int status)
    {
        using var wire = new Wire();
        wire.Answer = (call, _) => Task.FromResult(Wire.Reply(
            status, $$"""{"code":-1022,"msg":"bad {{call.Key}} {{call.Text}} {{call.Text.ToUpperInvariant()}} {{call["signature"]}}"}"""));

        Assert.Empty(await LeaksAsync(wire));
    }

    [Fact]
    public async Task Anything_HandlerQuotesTheRequest_IsNotRepeated()
    {
        using var wire = new Wire();
        wire.Answer = (call, _) => throw new HttpRequestException($"cannot send {call.PathAndQuery} {call.Key} {call.Body}");

        Assert.Empty(await LeaksAsync(wire));
    }

    [Fact]
    public void ToString_OfOptionsAndPorts_HidesTheSecrets()
    {
        using var wire = new Wire();
        BinanceOptions options = wire.Options();

        string text = options.ToString() + BinanceVenue.Connect(options);

        Assert.DoesNotContain(Wire.Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wire.SecretText, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("canary key")]
    [InlineData("canary\nkey")]
    [InlineData("canary-ключ")]
    public void Connect_KeyThatCannotBeOne_IsRefusedWithoutQuotingIt(string key)
    {
        using var wire = new Wire();

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => BinanceVenue.Connect(wire.Options() with { ApiKey = Secret.FromText(key) }));

        Assert.Contains("ApiKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string[]> LeaksAsync(Wire wire)
    {
        BinanceOptions options = wire.Options() with { ChecksKey = true };
        VenuePorts ports = BinanceVenue.Connect(options);
        var said = new StringBuilder();
        await HearAsync(async () => await ports.Orders!.SubmitAsync(
            Sample.Submission(Sample.Order(options.Product, OrderType.StopMarket, trigger: 1m)), CancellationToken.None));
        wire.Clock.Advance(TimeSpan.FromDays(3));
        await HearAsync(async () => await ports.Orders!.CancelAsync(
            Sample.Snapshot(Sample.Order(options.Product, OrderType.Limit, price: 1m)), CancellationToken.None));
        var transport = new ApiTransport(options);
        await HearAsync(async () =>
        {
            Task<ApiReply> reading = transport.SendAsync(
                new ApiRequest { Method = HttpMethod.Get, Path = "/fapi/v1/openOrders", Weight = 1 },
                CancellationToken.None).AsTask();
            wire.Clock.Advance(TimeSpan.FromSeconds(1));
            return await reading;
        });
        said.AppendJoin('\n', wire.Log.Lines);
        Assert.NotEmpty(wire.Calls);
        string[] secrets =
        [
            Wire.Key, Wire.SecretText, "timestamp=", .. wire.Calls.Select(static c => c["signature"]!),
        ];
        return [.. secrets.Where(s => said.ToString().Contains(s, StringComparison.OrdinalIgnoreCase))];

        async Task HearAsync<T>(Func<Task<T>> act)
        {
            try
            {
                said.AppendLine((await act())?.ToString());
            }
            catch (Exception thrown) when (thrown is VenueException or ApiException)
            {
                said.AppendLine(thrown.ToString());
            }
        }
    }
}
