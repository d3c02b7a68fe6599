namespace PositionRecovery;

/// <summary>Cuts a list of shares in two at a quantity: what real executions take of a placeholder, they take from the
/// front, together with its owners.</summary>
internal static class Allocations
{
    /// <summary>Copies shares; each has an owner and a quantity.</summary>
    internal static FrozenList<FillAllocation> Checked(IReadOnlyList<FillAllocation> shares, string member)
    {
        FrozenList<FillAllocation> copy = FrozenList<FillAllocation>.CopyOf(shares, member);
        if (!ReferenceEquals(copy, shares))
        {
            foreach (FillAllocation share in copy.Span)
            {
                Guard.NotEmpty(share.Strategy, member + ".Strategy");
                Guard.Positive(share.Quantity, Guard.MaxQuantity, member + ".Quantity");
            }
        }

        return copy;
    }

    /// <summary>Copies fills; the shares of each add up to it.</summary>
    internal static FrozenList<FillSnapshot> Checked(IReadOnlyList<FillSnapshot> fills, string member)
    {
        FrozenList<FillSnapshot> copy = FrozenList<FillSnapshot>.CopyOf(fills, member);
        if (!ReferenceEquals(copy, fills))
        {
            foreach (FillSnapshot fill in copy.Span)
            {
                if (fill.Allocations.Count > 0 && fill.Allocations.Sum(static s => s.Quantity) is var sum
                    && sum != fill.Quantity)
                {
                    throw new ArgumentException(
                        FormattableString.Invariant(
                            $"{member} has execution {fill.Trade} of {fill.Quantity} with shares of {sum}."),
                        member);
                }
            }
        }

        return copy;
    }

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
