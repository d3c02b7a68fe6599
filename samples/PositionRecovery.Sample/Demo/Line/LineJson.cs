using System.Text.Json;

namespace PositionRecovery.Sample;

/// <summary>What goes over the line, as JSON: the library's own documents where it has some, small ones elsewhere.
/// </summary>
internal static class LineJson
{
    private const string Line = "the line";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A query is an answer that says nothing yet.</summary>
    public static Frame Of(VenueQuery query) => Of(FrameKind.Query, VenueAnswer.Unsupported(query));

    public static Frame Of(VenueAnswer answer) => Of(FrameKind.Answer, answer);

    public static VenueQuery Query(Frame frame) => Answer(frame).Query;

    public static VenueAnswer Answer(Frame frame) =>
        Read(() => SnapshotJson.ReadVenue(frame.Content.Span, Line).Answers) is [var answer]
            ? answer
            : throw new LineException("A frame carries one answer, not several and not none.");

    /// <summary>The deadline travels with the order, as it does in a store.</summary>
    /// <exception cref="VenueException">This line has no form for such an order.</exception>
    public static Frame Of(OrderSubmission submission) =>
        submission.CancelsOther is null && submission.TrailingDistance is null
            ? Of(FrameKind.Submit, new OrderSnapshot
            {
                Intent = submission.Order, Status = OrderStatus.Intended, SendDeadline = submission.SendBefore,
            })
            : throw new VenueException(
                $"{submission.Order.Id}: pairs and trailing stops do not go over this line.", isTransient: false);

    public static Frame Of(OrderSnapshot canceled) => Of(FrameKind.Cancel, canceled);

    public static OrderSubmission Submission(Frame frame)
    {
        OrderSnapshot order = Order(frame);
        return new OrderSubmission
        {
            Order = order.Intent,
            SendBefore = order.SendDeadline ?? throw new LineException("An order to send has a deadline."),
        };
    }

    public static OrderSnapshot Order(Frame frame) =>
        Read(() => SnapshotJson.ReadCached(frame.Content.Span, Line).Orders) is [var order]
            ? order
            : throw new LineException("A frame carries one order, not several and not none.");

    public static Frame Of(SubmitResult result) => Small(
        FrameKind.Result, new ResultDocument(result.Status.ToString(), result.VenueOrder?.Value, result.Reason));

    public static SubmitResult Result(Frame frame)
    {
        ResultDocument read = Small<ResultDocument>(frame);
        return Read(() => read.Status switch
        {
            nameof(SubmitStatus.Accepted) => SubmitResult.Accepted(
                read.VenueOrder is { } id ? new VenueOrderId(id) : (VenueOrderId?)null),
            nameof(SubmitStatus.Rejected) => SubmitResult.Rejected(read.Reason ?? string.Empty),
            nameof(SubmitStatus.WouldTrigger) => SubmitResult.WouldTrigger(read.Reason ?? string.Empty),
            nameof(SubmitStatus.Unknown) => SubmitResult.Unknown(read.Reason ?? string.Empty),
            _ => throw new LineException($"'{read.Status}' is no outcome of an order."),
        });
    }

    public static Frame Of(WarmupRequest request, DateTimeOffset until) => Small(
        FrameKind.Bars, new BarsDocument(request.Instrument.Value, request.BarSize, request.Lookback, until));

    public static (WarmupRequest Request, DateTimeOffset Until) Bars(Frame frame)
    {
        BarsDocument read = Small<BarsDocument>(frame);
        return Read(() => (
            new WarmupRequest { Instrument = new(read.Instrument), BarSize = read.BarSize, Lookback = read.Lookback },
            read.Until));
    }

    public static Frame Of(IEnumerable<HistoricalBar> bars) => Small(FrameKind.SomeBars, bars.Select(b =>
        new BarDocument(b.Instrument.Value, b.OpenTime, b.BarSize, b.Open, b.High, b.Low, b.Close, b.Volume)).ToArray());

    public static IReadOnlyList<HistoricalBar> SomeBars(Frame frame)
    {
        BarDocument[] read = Small<BarDocument[]>(frame);
        return Read(() => Array.ConvertAll(read, b => new HistoricalBar
        {
            Instrument = new(b.Instrument), OpenTime = b.OpenTime, BarSize = b.BarSize, Open = b.Open, High = b.High,
            Low = b.Low, Close = b.Close, Volume = b.Volume,
        }));
    }

    public static Frame Failure(string message, bool isTransient = false) =>
        Small(FrameKind.Failure, new FailureDocument(message, isTransient));

    public static VenueException Failure(Frame frame)
    {
        FailureDocument read = Small<FailureDocument>(frame);
        return new VenueException(read.Message, read.IsTransient);
    }

    private static Frame Of(FrameKind kind, VenueAnswer answer) =>
        new(kind, SnapshotJson.Write(VenueSnapshot.Of(answer)));

    private static Frame Of(FrameKind kind, OrderSnapshot order) =>
        new(kind, SnapshotJson.Write(new CachedSnapshot { Orders = [order] }));

    private static Frame Small<T>(FrameKind kind, T document) =>
        new(kind, JsonSerializer.SerializeToUtf8Bytes(document, Strict));

    private static T Small<T>(Frame frame)
        where T : class => Read(() => JsonSerializer.Deserialize<T>(frame.Content.Span, Strict))
            ?? throw new LineException($"A frame of kind {frame.Kind} is empty.");

    /// <summary>Whatever the other side wrote, only one kind of error comes of it.</summary>
    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception bad) when (bad is SnapshotFormatException or JsonException or ArgumentException)
        {
            throw new LineException(bad.Message, bad);
        }
    }

    private sealed record ResultDocument(string Status, string? VenueOrder, string? Reason);

    private sealed record BarsDocument(string Instrument, TimeSpan BarSize, TimeSpan? Lookback, DateTimeOffset Until);

    private sealed record BarDocument(
        string Instrument, DateTimeOffset OpenTime, TimeSpan BarSize, decimal Open, decimal High, decimal Low,
        decimal Close, decimal Volume);

    private sealed record FailureDocument(string Message, bool IsTransient);
}
