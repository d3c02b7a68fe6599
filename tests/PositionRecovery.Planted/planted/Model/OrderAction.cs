namespace PositionRecovery;

/// <summary>What an order is for; the trading gate judges this, not the direction.</summary>
public enum OrderAction
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Opens or increases a position.</summary>
    Enter = 1,

    /// <summary>Reduces or closes a position.</summary>
    Exit = 2,

    /// <summary>Cancels an order.</summary>
    Cancel = 3,
}
