using System.Text;

namespace PositionRecovery.Binance;

/// <summary>Makes requests as they are sent: encoded, signed, with the key. Thread-safe.</summary>
internal sealed class CallComposer
{
    private readonly BinanceOptions _options;
    private readonly ServerClock _serverClock;
    private readonly ISigner _signer;

    /// <exception cref="ArgumentException">The key or its secret is of no form that is known.</exception>
    internal CallComposer(BinanceOptions options, ServerClock serverClock)
    {
        _options = options;
        _serverClock = serverClock;
        _signer = Signers.Of(options.ApiSecret);
        _ = KeyHeader.Of(options.ApiKey);
    }

    /// <summary>Called right before it leaves. What may leave no more is not signed again, it is not sent.</summary>
    internal SignedCall Compose(ApiRequest request, string address)
    {
        TimeSpan window = _options.RecvWindow;
        if (request.SendBefore is { } deadline)
        {
            TimeSpan left = deadline - _options.TimeProvider.GetUtcNow();
            window = left < window ? left : window;
            if (window < TimeSpan.FromMilliseconds(1))
            {
                throw Failures.TooLate(request);
            }
        }

        bool isSigned = request.Security == ApiSecurity.Signed;
        string text = isSigned
            ? QueryText.Signed(request.Parameters, window, _serverClock.Now, _signer)
            : QueryText.Of(request.Parameters);

        // A POST without a body is sent a second time by the platform when a pooled connection ends before the answer;
        // one with a body is not. So what an order says is in its body, never in its address.
        bool isBody = request.Method == HttpMethod.Post;
        string path = address + request.Path + (isBody || text.Length == 0 ? "" : "?" + text);
        var exactly = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(request.Method, new Uri(path, exactly));
        if (isBody)
        {
            message.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
            message.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        }

        string key = "";
        if (isSigned)
        {
            key = KeyHeader.Of(_options.ApiKey);
            message.Headers.TryAddWithoutValidation(KeyHeader.Name, key);
        }

        return new SignedCall(message, [key, text]);
    }
}
