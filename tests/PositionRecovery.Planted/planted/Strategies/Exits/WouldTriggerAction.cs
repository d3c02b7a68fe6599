namespace PositionRecovery;

/// <summary>What to do about an exit whose trigger price is reached already.</summary>
public enum WouldTriggerAction
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing is placed; a person is called.</summary>
    Alert = 1,

    /// <summary>That part of the position is closed at the market.</summary>
    CloseAtMarket = 2,
}
