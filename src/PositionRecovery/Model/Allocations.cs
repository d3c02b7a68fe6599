namespace PositionRecovery;

/// <summary>Cuts a list of shares in two at a quantity: what real executions take of a placeholder, they take from the
/// front, together with its owners.</summary>
internal static class Allocations
{
    internal static List<FillAllocation> First(IReadOnlyList<FillAllocation> shares, decimal quantity)
    {
        var taken = new List<FillAllocation>();
        foreach (FillAllocation share in shares)
        {
            decimal part = Math.Min(quantity, share.Quantity);
            if (part > 0m)
            {
                taken.Add(share with { Quantity = part });
                quantity -= part;
            }
        }

        return taken;
    }

    internal static FrozenList<FillAllocation> After(IReadOnlyList<FillAllocation> shares, decimal quantity)
    {
        var left = new List<FillAllocation>();
        foreach (FillAllocation share in shares)
        {
            decimal part = Math.Min(quantity, share.Quantity);
            quantity -= part;
            if (share.Quantity > part)
            {
                left.Add(share with { Quantity = share.Quantity - part });
            }
        }

        return FrozenList<FillAllocation>.Owning([.. left]);
    }

    /// <summary>Adds shares to a list, one entry for each owner.</summary>
    internal static void Merge(List<FillAllocation> shares, IEnumerable<FillAllocation> more)
    {
        foreach (FillAllocation share in more)
        {
            int index = shares.FindIndex(s => s.Strategy == share.Strategy);
            if (index < 0)
            {
                shares.Add(share);
            }
            else
            {
                shares[index] = share with { Quantity = shares[index].Quantity + share.Quantity };
            }
        }
    }
}
