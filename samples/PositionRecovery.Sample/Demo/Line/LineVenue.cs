using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Sample;

/// <summary>A venue at the other end of the line, as the library and an engine use one. Each call has a connection of
/// its own, so that one that hangs holds up no other.</summary>
/// <param name="path">The Unix socket.</param>
/// <param name="profile">What the venue is.</param>
/// <param name="clock">Tells whether an order may still be sent.</param>
internal sealed class LineVenue(string path, VenueProfile profile, TimeProvider clock)
    : IVenueReportProvider, IOrderGateway, IHistoricalDataProvider, IVenueFeed
{
    public VenueProfile Profile => profile;

    public VenuePorts Ports => new() { Reports = this, Orders = this, History = this };

    public async ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return LineJson.Answer(
                await CallAsync(LineJson.Of(query), FrameKind.Answer, isSent: null, cancellationToken));
        }
        catch (LineException broken)
        {
            throw new VenueException($"The exchange did not answer: {broken.Message}", isTransient: true, broken);
        }
    }

    public ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
    {
        Frame request = LineJson.Of(submission);
        return clock.GetUtcNow() < submission.SendBefore
            ? SendAsync(request, cancellationToken)
            : throw new VenueException($"{submission.Order.Id} was not sent: its time to be sent is over.");
    }

    public ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken) =>
        SendAsync(LineJson.Of(order), cancellationToken);

    public async IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream line = await ConnectAsync(cancellationToken);
        await WriteAsync(line, LineJson.Of(request, until), cancellationToken);
        while (true)
        {
            Frame frame = await NextAsync(line, cancellationToken);
            switch (frame.Kind)
            {
                case FrameKind.End:
                    yield break;
                case FrameKind.SomeBars:
                    foreach (HistoricalBar bar in Understood(LineJson.SomeBars, frame))
                    {
                        yield return bar;
                    }

                    break;
                default:
                    throw Unexpected(frame);
            }
        }
    }

    /// <summary>What happens at the exchange from now on. Ends when the exchange does.</summary>
    public async IAsyncEnumerable<VenueReport> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream line = await ConnectAsync(cancellationToken);
        await WriteAsync(line, new Frame(FrameKind.Follow, default), cancellationToken);
        while (await NextOrEndAsync(line, cancellationToken) is { } frame)
        {
            if (frame.Kind != FrameKind.Answer)
            {
                throw Unexpected(frame);
            }

            foreach (VenueReport report in Understood(LineJson.Answer, frame).Reports)
            {
                yield return report;
            }
        }
    }

    /// <summary>From the first byte on the outcome of a request is the venue's to tell.</summary>
    private async ValueTask<SubmitResult> SendAsync(Frame request, CancellationToken cancellationToken)
    {
        var isSent = new StrongBox<bool>();
        try
        {
            return LineJson.Result(await CallAsync(request, FrameKind.Result, isSent, cancellationToken));
        }
        catch (LineException broken) when (isSent.Value)
        {
            return SubmitResult.Unknown($"The exchange did not answer: {broken.Message}");
        }
        catch (LineException broken)
        {
            throw new VenueException($"The exchange cannot be reached: {broken.Message}", isTransient: true, broken);
        }
    }

    private async Task<Frame> CallAsync(
        Frame request, FrameKind expected, StrongBox<bool>? isSent, CancellationToken cancellationToken)
    {
        await using Stream line = await ConnectAsync(cancellationToken);
        if (isSent is not null)
        {
            isSent.Value = true;
        }

        await request.WriteAsync(line, cancellationToken);
        Frame answer = await Frame.ReadAsync(line, cancellationToken)
            ?? throw new LineException("it closed the line without an answer.");
        return answer.Kind == expected ? answer
            : answer.Kind == FrameKind.Failure ? throw LineJson.Failure(answer)
            : throw new LineException($"it answered with a frame of kind {answer.Kind}.");
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new VenueException($"The exchange cannot be reached: {refused.Message}", isTransient: true, refused);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task WriteAsync(Stream line, Frame request, CancellationToken cancellationToken)
    {
        try
        {
            await request.WriteAsync(line, cancellationToken);
        }
        catch (LineException broken)
        {
            throw new VenueException(broken.Message, isTransient: true, broken);
        }
    }

    private static async Task<Frame> NextAsync(Stream line, CancellationToken cancellationToken) =>
        await NextOrEndAsync(line, cancellationToken)
        ?? throw new VenueException("The exchange closed the line before the end.", isTransient: true);

    private static async Task<Frame?> NextOrEndAsync(Stream line, CancellationToken cancellationToken)
    {
        try
        {
            return await Frame.ReadAsync(line, cancellationToken);
        }
        catch (LineException broken)
        {
            throw new VenueException(broken.Message, isTransient: true, broken);
        }
    }

    private static T Understood<T>(Func<Frame, T> read, Frame frame)
    {
        try
        {
            return read(frame);
        }
        catch (LineException bad)
        {
            throw new VenueException($"The exchange said what makes no sense: {bad.Message}", bad);
        }
    }

    private static VenueException Unexpected(Frame frame) => frame.Kind == FrameKind.Failure
        ? Understood(LineJson.Failure, frame)
        : new VenueException($"The exchange sent a frame of kind {frame.Kind}, which is no answer to that.");
}
