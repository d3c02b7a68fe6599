namespace PositionRecovery;

/// <summary>Why an asset moved without a trade.</summary>
public enum CashFlowKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A deposit, withdrawal or transfer between accounts.</summary>
    Transfer = 1,

    /// <summary>A funding payment.</summary>
    Funding = 2,

    /// <summary>A settlement or delivery.</summary>
    Settlement = 3,

    /// <summary>A fee or rebate paid apart from a fill.</summary>
    Fee = 4,

    /// <summary>A split: <see cref="CashFlowReport.Amount"/> is the number of new units for one old unit.</summary>
    Split = 5,
}
