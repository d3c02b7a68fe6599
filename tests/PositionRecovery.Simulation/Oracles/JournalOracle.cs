namespace PositionRecovery.Simulation;

/// <summary>What the journal says at the end: that it is whole, that nothing acknowledged is missing, and that a fold
/// which shares no code with the product comes to the same books.</summary>
internal static class JournalOracle
{
    internal static async Task CheckAsync(World world)
    {
        var reader = new StateReader(world.Store, World.Trader, world.JournalKey);
        StateVerification proof = await reader.VerifyAsync(null, CancellationToken.None);
        if (!proof.Journal.IsIntact)
        {
            world.Watch.Violate($"the journal is broken: {proof.Journal}");
            return;
        }

        foreach (string difference in proof.Differences)
        {
            world.Watch.Violate($"rows and journal differ: {difference}");
        }

        foreach (QuarantinedRow row in proof.Quarantined)
        {
            world.Watch.Violate($"a row cannot be read: {row}");
        }

        Gap(world);
        var fold = new NaiveFold();
        await foreach (JournalEntry entry in reader.ReadJournalAsync())
        {
            fold.Add(entry.Event);
            if (world.Log.KeepsText)
            {
                world.Log.Tell($"        entry {entry.Sequence} {entry.Event}");
            }
        }

        fold.Wrong.ForEach(world.Watch.Violate);
        world.HasSynthetics = fold.Imported.Any(static o => o.Intent.Id.Value.StartsWith("S-", StringComparison.Ordinal));
        Imports(world, fold);
        foreach (string trade in world.Watch.Acknowledged.Except(fold.Trades))
        {
            world.Watch.Violate($"the acknowledged execution {trade} is lost");
        }

        if (world.Watch.IsSplit)
        {
            return; // what was executed before and what after is not told apart here
        }

        foreach ((BookKey key, decimal quantity) in fold.Quantities())
        {
            decimal there = world.Venue.QuantityOf(key);
            if (there != quantity)
            {
                world.Watch.Violate(FormattableString.Invariant(
                    $"the naive fold of the journal comes to {quantity:G29} of {key}; the venue has {there:G29} ({fold.Explain(key)})"));
            }
        }
    }
    /// <summary>Whose the orders are that the processes did not make, and who made them.</summary>
    private static void Imports(World world, NaiveFold fold)
    {
        Dictionary<VenueOrderId, OrderReport> there = [];
        foreach (OrderReport order in world.Venue.OrdersOf(World.Account))
        {
            if (order.VenueOrder is { } id)
            {
                there[id] = order;
            }
        }

        foreach (OrderSnapshot order in fold.Imported)
        {
            if (order.VenueOrder is not { } id || !there.TryGetValue(id, out OrderReport? made))
            {
                continue;
            }

            if (world.Options.HistoryMinutes is null && order.Origin != made.Origin
                && made.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging)
            {
                world.Watch.Violate($"{made.Origin} {id} was taken for {order.Origin}");
            }

            if (world.OwnerOf(made) is { } owner && order.Intent.Strategy != owner)
            {
                world.Watch.Violate($"{made.ClientOrder} of {made.Instrument} belongs to {owner} and went to {order.Intent.Strategy}");
            }
        }
    }

    /// <summary>A journal with a record taken out of it must not verify.</summary>
    private static void Gap(World world)
    {
        if (world.Store.Journal.Count < 4)
        {
            return;
        }

        int taken = 1 + (world.Store.Journal.Count / 3);
        JournalRecord[] rest = [.. world.Store.Journal.Where((_, i) => i != taken)];
        JournalVerification proof = JournalVerifier.Verify(
            World.Trader, rest, null, world.Options.IsKeyed ? Canaries.JournalKey : default);
        if (proof.IsIntact)
        {
            world.Watch.Violate($"a journal without its record {taken + 1} counts as whole");
        }
    }
}
