namespace PositionRecovery.Sample;

/// <summary>How state is shown.</summary>
internal enum StateForm
{
    /// <summary>Tables.</summary>
    Table = 0,

    /// <summary>JSON.</summary>
    Json = 1,

    /// <summary>A tree: account, instrument, strategy, orders.</summary>
    Tree = 2,
}
