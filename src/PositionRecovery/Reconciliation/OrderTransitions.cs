using System.Collections.Immutable;

namespace PositionRecovery;

/// <summary>What a venue shows of an order: its status, that it is provably not there, or nothing.</summary>
internal enum VenueOrderState
{
    Accepted = 0,
    Triggered = 1,
    PartiallyFilled = 2,
    Filled = 3,
    Canceled = 4,
    Expired = 5,
    Rejected = 6,
    PendingCancel = 7,
    ProvenAbsent = 8,
    Unknown = 9,
}

/// <summary>One thing to do about an order. The words in the table are these in kebab case.</summary>
internal enum TransitionStep
{
    Keep,
    Accept,
    Update,
    Trigger,
    Fills,
    Complete,
    Cancel,
    Expire,
    Reject,
    Pending,
    Revert,
    Reopen,
    Confirm,
    AbsentCancel,
    AbsentReject,
    Ask,
}

/// <summary>One row of the table.</summary>
internal sealed record OrderTransition(
    OrderStatus Cached,
    VenueOrderState Venue,
    ImmutableArray<TransitionStep> Steps,
    Severity? Severity,
    string Why);

/// <summary>The total table of order transitions, read once from the data file beside this class. It has a row for
/// every
/// pair, and reading it fails when one is missing, repeated or not understood.</summary>
internal static class OrderTransitions
{
    private const string Resource = "PositionRecovery.Reconciliation.OrderTransitions.tsv";

    private static readonly OrderStatus[] CachedStatuses = Enum.GetValues<OrderStatus>();

    private static readonly VenueOrderState[] VenueStates = Enum.GetValues<VenueOrderState>();

    private static readonly OrderTransition[] Table = Read();

    internal static OrderTransition For(OrderStatus cached, VenueOrderState venue) => Table[Index(cached, venue)];

    /// <summary>What a report's status says; every status that a venue does not report counts as unknown.</summary>
    internal static VenueOrderState StateOf(OrderStatus reported) => reported switch
    {
        OrderStatus.Accepted => VenueOrderState.Accepted,
        OrderStatus.Triggered => VenueOrderState.Triggered,
        OrderStatus.PartiallyFilled => VenueOrderState.PartiallyFilled,
        OrderStatus.Filled => VenueOrderState.Filled,
        OrderStatus.Canceled => VenueOrderState.Canceled,
        OrderStatus.Expired => VenueOrderState.Expired,
        OrderStatus.Rejected => VenueOrderState.Rejected,
        OrderStatus.PendingCancel => VenueOrderState.PendingCancel,
        _ => VenueOrderState.Unknown,
    };

    private static int Index(OrderStatus cached, VenueOrderState venue) =>
        ((int)cached * VenueStates.Length) + (int)venue;

    private static OrderTransition[] Read()
    {
        using Stream stream = typeof(OrderTransitions).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvariantException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream);
        var table = new OrderTransition?[CachedStatuses.Length * VenueStates.Length];
        bool isHeader = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (!isHeader)
            {
                OrderTransition row = Parse(line);
                int index = Index(row.Cached, row.Venue);
                table[index] = table[index] is null
                    ? row
                    : throw new InvariantException($"The transition ({row.Cached}, {row.Venue}) has two rows.");
            }

            isHeader = false;
        }

        return Array.ConvertAll(
            table, static row => row ?? throw new InvariantException("A transition has no row."));
    }

    private static OrderTransition Parse(string line)
    {
        string[] cells = line.Split('\t');
        if (cells.Length != 5)
        {
            throw new InvariantException($"A transition needs 5 cells: '{line}'.");
        }

        return new OrderTransition(
            Enum.Parse<OrderStatus>(cells[0]),
            Enum.Parse<VenueOrderState>(cells[1]),
            [.. cells[2].Split(' ').Select(Step)],
            cells[3] == "none" ? null : Enum.Parse<Severity>(cells[3]),
            cells[4]);
    }

    private static TransitionStep Step(string word) =>
        Enum.Parse<TransitionStep>(word.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
}
