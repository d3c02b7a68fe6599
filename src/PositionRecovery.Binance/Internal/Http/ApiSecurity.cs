namespace PositionRecovery.Binance;

/// <summary>What a call has to prove.</summary>
internal enum ApiSecurity
{
    /// <summary>Nothing: anybody may ask.</summary>
    Public = 0,

    /// <summary>The key and a signature over the parameters.</summary>
    Signed = 1,
}
