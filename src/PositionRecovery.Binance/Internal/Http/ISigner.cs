namespace PositionRecovery.Binance;

/// <summary>Signs with a key that stays in its <see cref="Secret"/>. Thread-safe.</summary>
internal interface ISigner
{
    /// <summary>The signature of these bytes, as text that is not encoded yet.</summary>
    string Sign(ReadOnlyMemory<byte> payload);
}
