namespace PositionRecovery;

/// <summary>The hash chain of journals under one key.</summary>
/// <param name="key">The key; empty for none.</param>
internal sealed class KeyedChain(ReadOnlyMemory<byte> key)
{
    internal static byte[] Genesis(TraderId trader)
    {
        byte[] hash = new byte[HashChain.HashLength];
        HashChain.Genesis(trader, hash);
        return hash;
    }

    internal byte[] Next(ReadOnlySpan<byte> previous, long sequence, ReadOnlySpan<byte> payload)
    {
        byte[] hash = new byte[HashChain.HashLength];
        HashChain.Next(previous, sequence, payload, key.Span, hash);
        return hash;
    }
}
