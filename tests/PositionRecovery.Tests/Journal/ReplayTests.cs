namespace PositionRecovery.Tests;

/// <summary>The state as of some place in the journal: whole units only, and no gap is passed over.</summary>
public sealed class ReplayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Entry 1; the unit of entries 2 and 3; entry 4.</summary>
    private static readonly JournalEntry[] Entries =
    [
        Entry(1, 1, Intent("A")), Entry(2, 2, Intent("B")), Entry(3, 2, Fill("A", 2m)), Entry(4, 4, Fill("B", 1m)),
    ];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]   // in the middle of a unit: the unit is left out
    [InlineData(3, 2, 2)]
    [InlineData(4, 2, 3)]
    [InlineData(99, 2, 3)]
    public void To_SequenceOrItsMoment_IsTheStateAfterTheLastWholeUnit(long sequence, int orders, int quantity)
    {
        TraderState bySequence = Replay.To(Entries, sequence);
        TraderState byMoment = Replay.To(Entries, Noon.AddMinutes(sequence));

        foreach (TraderState state in new[] { bySequence, byMoment })
        {
            Assert.Equal(orders, state.Snapshot.Orders.Count);
            Assert.Equal(quantity, state.Snapshot.Positions.Sum(position => position.Quantity));
        }
    }

    [Fact]
    public void To_JournalWithAGap_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Replay.ToEnd([Entries[0], Entries[3]]));
        Assert.Throws<ArgumentException>(() => Replay.ToEnd([Entries[0], Entry(2, 1, Intent("B")), Entry(3, 2, Intent("C"))]));
        Assert.Throws<ArgumentException>(() => PositionHistory.Of([Entries[0], Entries[3]]).Count());
    }

    /// <summary>What happened to a position, in words: opened, more, less, turned, ended.</summary>
    [Fact]
    public void Of_AJournal_NamesEveryChange()
    {
        JournalEntry[] entries =
        [
            Entry(1, 1, Intent("A")),
            Entry(2, 2, Fill("A", 2m)),
            Entry(3, 3, Fill("A", 1m, trade: "2")),
            Entry(4, 4, Fill("A", 2m, OrderSide.Sell, "3")),
            Entry(5, 5, Fill("A", 3m, OrderSide.Sell, "4")),
            Entry(6, 6, new CostBasisRestatedEvent
            {
                At = Noon.AddHours(1), Key = StateDesk.Key.Book, Strategy = StateDesk.Alpha, AveragePrice = 90m,
            }),
            Entry(7, 7, Fill("A", 2m, OrderSide.Buy, "5")),
        ];

        PositionChange[] changes = [.. PositionHistory.Of(entries)];

        Assert.Equal(
            [
                PositionChangeKind.Opened, PositionChangeKind.Increased, PositionChangeKind.Reduced,
                PositionChangeKind.Flipped, PositionChangeKind.Updated, PositionChangeKind.Closed,
            ],
            changes.Select(change => change.Kind));
        Assert.Equal([2m, 3m, 1m, -2m, -2m, 0m], changes.Select(change => change.After.Quantity));
    }

    /// <summary>The same changes as a document.</summary>
    [Fact]
    public void WriteHistory_OfAJournal_NamesTheQuantities()
    {
        byte[] document = SnapshotJson.WriteHistory([.. PositionHistory.Of(Entries)]);

        using var read = System.Text.Json.JsonDocument.Parse(document);
        string[] quantities = [.. read.RootElement.GetProperty("changes").EnumerateArray()
            .Select(change => change.GetProperty("after").GetProperty("quantity").ToString())];
        Assert.Equal(["2", "3"], quantities);
    }

    private static JournalEntry Entry(long sequence, long unit, ExecutionEvent happened) => new()
    {
        Sequence = sequence, Unit = unit, Epoch = 1, At = Noon.AddMinutes(unit == sequence ? sequence : sequence),
        Actor = JournalActor.Engine, Event = happened,
    };

    private static OrderIntendedEvent Intent(string id) =>
        new() { At = Noon, Intent = StateDesk.Order(id, quantity: 10m) };

    private static OrderFilledEvent Fill(
        string order, decimal quantity, OrderSide side = OrderSide.Buy, string? trade = null) => new()
        {
            At = Noon,
            Fill = new FillSnapshot
            {
                Trade = new(trade ?? "t" + order), Order = new(order), Account = StateDesk.Account,
                Instrument = StateDesk.Btc.Id, Side = side, Quantity = quantity, Price = 100m, At = Noon,
                Sequence = trade is null ? 1 : long.Parse(trade, null),
            },
        };
}
