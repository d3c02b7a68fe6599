namespace PositionRecovery.Sample;

/// <summary>What the simulated exchange lists.</summary>
/// <param name="Definition">The instrument.</param>
/// <param name="Price">About where it trades.</param>
/// <param name="Lot">How much the sample's strategy trades at once.</param>
internal sealed record Listing(InstrumentDefinition Definition, decimal Price, decimal Lot)
{
    public InstrumentId Id => Definition.Id;

    /// <summary>Without the name of the exchange.</summary>
    public string Symbol => Definition.Id.Value.Split(':')[1];
}
