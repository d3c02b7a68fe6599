namespace PositionRecovery.Binance;

/// <summary>A request as it is sent, and what of it must never be quoted.</summary>
internal sealed class SignedCall(HttpRequestMessage message, IReadOnlyList<string> secrets) : IDisposable
{
    internal HttpRequestMessage Message { get; } = message;

    internal IReadOnlyList<string> Secrets { get; } = secrets;

    public void Dispose() => Message.Dispose();
}
