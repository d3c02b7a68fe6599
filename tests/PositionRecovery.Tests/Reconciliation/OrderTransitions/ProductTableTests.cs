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

    /// <summary>The first two cells of every line but comments and the heading.</summary>
    private static List<(string Cached, string Venue)> Pairs()
    {
        using Stream? stream = typeof(Reconciler).Assembly.GetManifestResourceStream(Resource);
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.TrimEnd('\r').Split('\t'))
                .Skip(1)
                .Select(cells => (cells[0], cells[1])),
        ];
    }
}
