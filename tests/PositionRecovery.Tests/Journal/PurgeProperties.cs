namespace PositionRecovery.Tests;

/// <summary>A purge takes nothing out of the live state that counts, and what is recorded tells the state again.
/// </summary>
public sealed class PurgeProperties
{
    [Fact]
    public void Purge_BetweenExecutions_LeavesTheBooksAsTheyWouldBe()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 204, tried =>
        {
            LiveState kept = Told(tried, every: 1, isPurged: false, out _);
            LiveState purged = Told(tried, every: 1, isPurged: true, out _);

            Assert.Equal(Books(kept), Books(purged));
        });
    }

    [Fact]
    public void Purge_ExecutionsThatComeAfterAnAgreement_LeavesTheQuantitiesAsTheyWouldBe()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 205, tried =>
        {
            LiveState kept = Told(tried, every: 4, isPurged: false, out _);
            LiveState purged = Told(tried, every: 4, isPurged: true, out _);

            Assert.Equal(Quantities(kept), Quantities(purged));
        });
    }

    [Fact]
    public void Replay_OfWhatTheIntakeRecorded_GivesItsState()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 206, tried =>
        {
            LiveState state = Told(tried, every: 4, isPurged: true, out List<JournalEntry> journal);

            TraderState replayed = Replay.ToEnd(journal);

            Assert.Equal(LiveStates.Text(LiveViews.Snapshot(state)), LiveStates.Text(replayed.Snapshot));
            Assert.Equal(LiveViews.Lives(state), replayed.Lives, StoredParts.SameLife);
        });
    }

    [Fact]
    public void Accept_ExecutionOfBeforeAnAgreement_MovesNothing()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 207, tried =>
        {
            Told(tried, every: 4, isPurged: false, out List<JournalEntry> journal, (intake, late) =>
            {
                string before = Quantities(intake.State);
                bool isLate = late.At < intake.State.AgreedAt(intake.State.Book(late.Key));

                Tell(intake, late);

                if (isLate)
                {
                    Assert.Equal(before, Quantities(intake.State));
                    Assert.Equal(
                        late.Quantity, intake.State.FindFill(LiveEvents.Filled(late).Fill.Key)!.Quantity);
                }
            });
            Assert.DoesNotContain(journal, static e => e.Event is PositionQuarantinedEvent);
        });
    }

    /// <summary>Tells the whole story as an engine would live through it, with agreements on the way.</summary>
    /// <param name="tried">The story.</param>
    /// <param name="every">Each execution of this number comes only at the end; with 1 none does.</param>
    /// <param name="isPurged">Whether there is a purge after each agreement.</param>
    /// <param name="journal">What was recorded.</param>
    /// <param name="tellLate">Tells what comes at the end; <c>null</c> for as everything else.</param>
    private static LiveState Told(
        Case tried,
        int every,
        bool isPurged,
        out List<JournalEntry> journal,
        Action<StateIntake, Execution>? tellLate = null)
    {
        var intake = new StateIntake(
            new LiveState(), new StateOptions(), new ReconciliationOptions(), TimeProvider.System);
        foreach (InstrumentDefinition instrument in tried.TradedWorld.Instruments)
        {
            intake.Accept(
                new InstrumentDefinedEvent { At = TradedWorld.Start, Definition = instrument }, JournalActor.Engine);
        }

        IReadOnlyList<Execution> all = tried.TradedWorld.Executions;
        var late = new List<Execution>();
        for (int i = 0; i < all.Count; i++)
        {
            // Of executions in the very moment of an agreement nobody can say whether they are part of it.
            bool isAlone = i + 1 == all.Count || all[i + 1].At > all[i].At;
            if (every > 1 && i % every == every - 1 && isAlone && CanBeLate(tried, all[i]))
            {
                late.Add(all[i]);
                continue;
            }

            Tell(intake, all[i]);
            if (i % 3 == 2 && isAlone)
            {
                Agree(intake, all[i].At, isPurged);
            }
        }

        late.ForEach(e => (tellLate ?? Tell)(intake, e));
        journal = [.. intake.TakeBatch().Entries.Select(static e => new JournalEntry
        {
            Sequence = e.Sequence, Unit = e.Unit, Epoch = 1, At = e.At, Actor = e.Actor, Event = e.Event,
        })];
        return intake.State;
    }

    /// <summary>What a position can agree without: on spot nothing is traded away, and a leg cannot go through zero.
    /// </summary>
    private static bool CanBeLate(Case tried, Execution execution) =>
        !tried.TradedWorld.Instrument(execution.Key.Instrument).IsSpot
        && execution.Key.Side switch
        {
            PositionSide.Long => execution.Order.Side == OrderSide.Sell,
            PositionSide.Short => execution.Order.Side == OrderSide.Buy,
            _ => true,
        };

    private static void Tell(StateIntake intake, Execution execution)
    {
        intake.Accept(
            new OrderImportedEvent { At = execution.At, Order = BeliefOrders.Intended(execution.Order) },
            JournalActor.Engine);
        intake.Accept(LiveEvents.Filled(execution), JournalActor.Engine);
    }

    private static void Agree(StateIntake intake, DateTimeOffset at, bool isPurged)
    {
        foreach (BookKey key in intake.State.Books.Keys.ToArray())
        {
            intake.Accept(new PositionReconciledEvent { At = at, Key = key, AgreedAt = at }, JournalActor.Engine);
        }

        if (isPurged)
        {
            intake.Take(
                [new StatePurgedEvent
                {
                    At = at,
                    OrdersBefore = at,
                    PositionsBefore = DateTimeOffset.MinValue,
                    TradesBefore = DateTimeOffset.MinValue,
                }],
                JournalActor.Library);
        }
    }

    private static string Books(LiveState state) => string.Join('\n', state.Books.Values.Select(b =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{b.Key} {b.Book!.Quantity / 1.0000m:0.##########} {Text(b.Book.AveragePrice)} {Text(b.Book.RealizedPnl)} "
            + $"{Text(b.Book.Fees)} {b.Book.Epoch}")
        + string.Join(';', b.Owners.Select(o => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"\n  {o.Key.Strategy} {o.Quantity:0.##########} {Text(o.AveragePrice)} {Text(o.RealizedPnl)} "
            + $"{Text(o.Fees)} {o.Epoch} {o.OpenedAt:O}")))));

    /// <summary>Not the profit: a second late execution may show what the first one's counterpart cost.</summary>
    private static string Quantities(LiveState state) => string.Join('\n', state.Books.Values.Select(b =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{b.Key} {b.Book!.Quantity:0.##########}")));

    private static string Text(decimal? number) => number is { } value
        ? Math.Round(value, 10).ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture)
        : "-";
}
