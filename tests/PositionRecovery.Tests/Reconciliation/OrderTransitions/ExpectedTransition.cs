namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>One row of <c>OrderTransitionExpectations.tsv</c>: what the specification asks for when an order is cached
/// in one state and the venue shows another. Derived from the rules alone, never from the product's table.</summary>
/// <param name="Cached">The status in the books.</param>
/// <param name="Venue">The state the venue shows: a status, <c>ProvenAbsent</c> or <c>Unknown</c>.</param>
/// <param name="Events">The events of the order, in order; <c>-</c> for none. An exclamation mark says that the end was
/// inferred from absence.</param>
/// <param name="Final">The status of the order in the projected state.</param>
/// <param name="Asks">Whether the venue must be asked about the order again.</param>
/// <param name="Worst">The worst severity of what is wrong with the order's state; <c>none</c> when it agrees.</param>
internal sealed record ExpectedTransition(
    OrderStatus Cached, string Venue, string Events, OrderStatus Final, bool Asks, string Worst)
{
    private const string Resource = "PositionRecovery.Tests.OrderTransitionExpectations.tsv";

    internal static IReadOnlyList<ExpectedTransition> All { get; } = Load();

    internal static ExpectedTransition Of(string cached, string venue) =>
        All.Single(row => row.Cached.ToString() == cached && row.Venue == venue);

    private static List<ExpectedTransition> Load()
    {
        using Stream stream = typeof(ExpectedTransition).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];
    }

    private static ExpectedTransition Parse(string line)
    {
        string[] cells = line.TrimEnd('\r').Split('\t');
        return new ExpectedTransition(
            Enum.Parse<OrderStatus>(cells[0]), cells[1], cells[2], Enum.Parse<OrderStatus>(cells[3]), cells[4] == "yes",
            cells[5]);
    }
}
