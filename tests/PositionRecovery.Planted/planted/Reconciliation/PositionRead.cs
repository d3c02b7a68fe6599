namespace PositionRecovery;

/// <summary>What one answer says of one position.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Report">The row; <c>null</c> when the answer has none, which a complete answer means as flat.</param>
internal readonly record struct PositionRead(VenueAnswer Answer, PositionReport? Report)
{
    internal DateTimeOffset AsOf => Answer.Coverage.To ?? DateTimeOffset.MinValue;

    internal decimal Quantity => Report?.Quantity ?? 0m;

    /// <summary>The average; 0 means not reported.</summary>
    internal decimal? Average => Report?.AveragePrice is { } average and not 0m ? average : null;

    /// <summary>By time; of one moment the row that says more comes last.</summary>
    internal static int Compare(PositionRead a, PositionRead b)
    {
        int order = a.AsOf.CompareTo(b.AsOf);
        order = order != 0 ? order : (a.Report is null).CompareTo(b.Report is null) * -1;
        order = order != 0 ? order : Nullable.Compare(a.Report?.UpdatedAt, b.Report?.UpdatedAt);
        order = order != 0 ? order : a.Quantity.CompareTo(b.Quantity);
        order = order != 0 ? order : Nullable.Compare(a.Average, b.Average);
        return order != 0 ? order : Nullable.Compare(a.Report?.Leverage, b.Report?.Leverage);
    }

    /// <summary>Flat, by a missing row or by a row of 0: what one venue omits another one shows as 0.</summary>
    internal bool IsAbsence => Quantity == 0m;
}
