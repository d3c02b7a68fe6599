namespace PositionRecovery.Sample;

/// <summary>What a frame carries. One request goes over a connection, then frames come back until it closes.</summary>
internal enum FrameKind : byte
{
    /// <summary>Request: a venue snapshot with one answer, whose query is what is asked.</summary>
    Query = 1,

    /// <summary>Request: a cached snapshot with the one order to send.</summary>
    Submit = 2,

    /// <summary>Request: a cached snapshot with the one order to cancel.</summary>
    Cancel = 3,

    /// <summary>Request: past prices.</summary>
    Bars = 4,

    /// <summary>Request: what happens from now on, until the connection closes.</summary>
    Follow = 5,

    /// <summary>Answer to a query, or one report of what happened: a venue snapshot with one answer.</summary>
    Answer = 16,

    /// <summary>What became of an order.</summary>
    Result = 17,

    /// <summary>Some bars.</summary>
    SomeBars = 18,

    /// <summary>That was all.</summary>
    End = 19,

    /// <summary>The request failed.</summary>
    Failure = 20,
}
