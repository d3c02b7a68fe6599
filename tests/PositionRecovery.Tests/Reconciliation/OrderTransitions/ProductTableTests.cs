namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>The product's own table: it must be total, and say each thing once.</summary>
public sealed class ProductTableTests
{
    private const string Resource = "PositionRecovery.Reconciliation.OrderTransitions.tsv";

    [Fact]
    public void ProductTable_OfAllStatuses_HasOneRowAPair()
    {
        IEnumerable<(string, string)> expected =
            ExpectedTransition.All.Select(row => (row.Cached.ToString(), row.Venue));

        Assert.Equal(expected.Order(), Pairs().Order());
        Assert.Equal(140, Pairs().Distinct().Count());
    }

    /// <summary>An order that was never sent, or has ended, is not sought; its rows say so, though nothing asks them.
    /// </summary>
    [Theory]
    [InlineData(OrderStatus.Initialized)]
    [InlineData(OrderStatus.Filled)]
    [InlineData(OrderStatus.Canceled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Denied)]
    public void ProductTable_OfAnOrderThatIsNotSought_ConcludesNothingFromAbsence(OrderStatus cached)
    {
        string[] row = Assert.Single(Rows(), r => r[0] == cached.ToString() && r[1] == "ProvenAbsent");

        Assert.Equal(("keep", "none"), (row[2], row[3]));
    }

    private static List<(string Cached, string Venue)> Pairs() => [.. Rows().Select(cells => (cells[0], cells[1]))];

    /// <summary>The cells of every line but comments and the heading.</summary>
    private static List<string[]> Rows()
    {
        using Stream? stream = typeof(Reconciler).Assembly.GetManifestResourceStream(Resource);
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.TrimEnd('\r').Split('\t'))
                .Skip(1),
        ];
    }
}
