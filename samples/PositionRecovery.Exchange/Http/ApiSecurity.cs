namespace PositionRecovery.Exchange;

/// <summary>What must come with a request.</summary>
internal enum ApiSecurity
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A key.</summary>
    Key = 1,

    /// <summary>A key, the time and a signature.</summary>
    Signed = 2,
}
