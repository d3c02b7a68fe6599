namespace PositionRecovery.Exchange;

/// <summary>What goes wrong with a request. Stale reads are a fault of the venue:
/// <see cref="Testing.VenueFaultKind.Lag"/>.</summary>
public enum HttpFaultKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The limit is reached (429), and for <see cref="HttpFault.Time"/> everything is refused so; who does
    /// not wait is banned.</summary>
    TooManyRequests = 1,

    /// <summary>The address is banned (418) for <see cref="HttpFault.Time"/>.</summary>
    Ban = 2,

    /// <summary>Nothing happens, and the answer is an error.</summary>
    ErrorBefore = 3,

    /// <summary>It happens, and the answer is an error.</summary>
    ErrorAfter = 4,

    /// <summary>Nothing happens, and the connection stays open without an answer until the caller gives up or all is
    /// healed.</summary>
    HangBefore = 5,

    /// <summary>It happens, and the connection stays open without an answer until the caller gives up or all is
    /// healed.</summary>
    HangAfter = 6,

    /// <summary>Nothing happens, and the connection is broken.</summary>
    BreakBefore = 7,

    /// <summary>It happens, and the connection is broken.</summary>
    BreakAfter = 8,

    /// <summary>It happens, and the answer breaks off in the middle.</summary>
    CutBody = 9,

    /// <summary>A page has at most <see cref="HttpFault.Rows"/> rows, whatever was asked.</summary>
    ShortPages = 10,
}
