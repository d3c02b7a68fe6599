namespace PositionRecovery.Binance;

/// <summary>What a failure is about.</summary>
internal enum ErrorKind
{
    /// <summary>Something else.</summary>
    Other = 0,

    /// <summary>The request, or the order in it: it would be refused again.</summary>
    Refused = 1,

    /// <summary>The trigger of the order is reached already.</summary>
    WouldTrigger = 2,

    /// <summary>An order with this client order id works already.</summary>
    Duplicate = 3,

    /// <summary>The venue knows no such order, or none that works.</summary>
    NoSuchOrder = 4,

    /// <summary>Too many requests or orders, or too much load.</summary>
    Limited = 5,

    /// <summary>The time stamp.</summary>
    Clock = 6,

    /// <summary>The key, its rights or its signature.</summary>
    Key = 7,

    /// <summary>The order belongs to the service for orders with a trigger.</summary>
    OtherService = 8,

    /// <summary>The venue is closed, or does not offer the call.</summary>
    Unavailable = 9,

    /// <summary>The request was not sent.</summary>
    NotSent = 10,

    /// <summary>The state that was asked for is there already.</summary>
    Done = 11,
}
