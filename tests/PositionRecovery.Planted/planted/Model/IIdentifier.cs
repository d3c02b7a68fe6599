namespace PositionRecovery;

/// <summary>What all identifiers share, so that one guard can reject the empty ones.</summary>
internal interface IIdentifier
{
    bool IsEmpty { get; }
}
