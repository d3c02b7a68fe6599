using System.Net.Sockets;
using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>Lets other processes use a simulated exchange, over a Unix socket. Whatever comes over the line, the
/// exchange goes on for the others.</summary>
internal sealed class LineServer : IAsyncDisposable
{
    private const int BarsInAFrame = 500;

    /// <summary>A connection that asks nothing is closed after this.</summary>
    private static readonly TimeSpan TimeToAsk = TimeSpan.FromSeconds(10);

    private readonly ExchangeFeed _feed;
    private readonly SimulatedVenue _venue;
    private readonly string _path;
    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _calls = [];
    private readonly Task _accepting;

    /// <summary>Opens the line.</summary>
    /// <param name="venue">The exchange; its <see cref="SimulatedVenue.Reported"/> is taken.</param>
    /// <param name="path">Where; in a folder that only this user can enter.</param>
    public LineServer(SimulatedVenue venue, string path)
    {
        (_venue, _path, _feed) = (venue, path, new ExchangeFeed(venue));
        _door.Bind(new UnixDomainSocketEndPoint(path));
        _door.Listen(backlog: 64);
        _accepting = AcceptAsync();
    }

    /// <summary>How many follow what happens.</summary>
    public int Followers => _feed.Listeners;

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync();
        _door.Dispose();
        await _accepting;
        Task[] calls;
        lock (_lock)
        {
            calls = [.. _calls];
        }

        await Task.WhenAll(calls);
        File.Delete(_path);
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                Socket caller = await _door.AcceptAsync(_closing.Token);
                Task call = ServeAsync(caller);
                lock (_lock)
                {
                    _calls.RemoveWhere(static c => c.IsCompleted);
                    _calls.Add(call);
                }
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A caller that was gone before it was let in; the next one may come.
            }
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        await using var line = new NetworkStream(caller, ownsSocket: true);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        try
        {
            using var patience = new CancellationTokenSource(TimeToAsk);
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, patience.Token);
            if (await Frame.ReadAsync(line, asking.Token) is not { } request)
            {
                return;
            }

            Task gone = WatchAsync(line, either);
            try
            {
                await AnswerAsync(line, request, either.Token);
            }
            finally
            {
                await either.CancelAsync();
                await gone;
            }
        }
        catch (LineException bad)
        {
            await TryWriteAsync(line, LineJson.Failure(bad.Message));
        }
        catch (VenueException failed)
        {
            await TryWriteAsync(line, LineJson.Failure(failed.Message, failed.IsTransient));
        }
        catch (ArgumentException bad)
        {
            await TryWriteAsync(line, LineJson.Failure(bad.Message));
        }
        catch (OperationCanceledException)
        {
            // The caller is gone or silent, or the exchange closes: nobody waits for an answer.
        }
    }

    private async Task AnswerAsync(Stream line, Frame request, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case FrameKind.Query:
                VenueAnswer answer = await _venue.QueryAsync(LineJson.Query(request), cancellationToken);
                await LineJson.Of(answer).WriteAsync(line, cancellationToken);
                break;
            case FrameKind.Submit:
                SubmitResult sent = await _venue.SubmitAsync(LineJson.Submission(request), cancellationToken);
                await LineJson.Of(sent).WriteAsync(line, cancellationToken);
                break;
            case FrameKind.Cancel:
                SubmitResult canceled = await _venue.CancelAsync(LineJson.Order(request), cancellationToken);
                await LineJson.Of(canceled).WriteAsync(line, cancellationToken);
                break;
            case FrameKind.Bars:
                await SendBarsAsync(line, request, cancellationToken);
                break;
            case FrameKind.Follow:
                await TellAsync(line, cancellationToken);
                break;
            default:
                throw new LineException($"A frame of kind {request.Kind} is no request.");
        }
    }

    private async Task SendBarsAsync(Stream line, Frame request, CancellationToken cancellationToken)
    {
        (WarmupRequest warmup, DateTimeOffset until) = LineJson.Bars(request);
        var some = new List<HistoricalBar>(BarsInAFrame);
        await foreach (HistoricalBar bar in _venue.ReadBarsAsync(warmup, until, cancellationToken))
        {
            some.Add(bar);
            if (some.Count == BarsInAFrame)
            {
                await LineJson.Of(some).WriteAsync(line, cancellationToken);
                some.Clear();
            }
        }

        await LineJson.Of(some).WriteAsync(line, cancellationToken);
        await new Frame(FrameKind.End, default).WriteAsync(line, cancellationToken);
    }

    private async Task TellAsync(Stream line, CancellationToken cancellationToken)
    {
        await foreach (VenueReport report in _feed.FollowAsync(cancellationToken))
        {
            var about = new AccountQuery { Account = report.Account };
            VenueAnswer told = VenueAnswer.Complete(about, _venue.Now, [report]);
            await LineJson.Of(told).WriteAsync(line, cancellationToken);
        }
    }

    /// <summary>A caller says one thing and listens: the end of its side, or another word, ends the call.</summary>
    private static async Task WatchAsync(Stream line, CancellationTokenSource call)
    {
        try
        {
            _ = await line.ReadAsync(new byte[1], call.Token); // whatever it is, it ends the call
            await call.CancelAsync();
        }
        catch (IOException)
        {
            await call.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The call was answered.
        }
    }

    private async Task TryWriteAsync(Stream line, Frame failure)
    {
        try
        {
            await failure.WriteAsync(line, _closing.Token);
        }
        catch (Exception gone) when (gone is LineException or OperationCanceledException)
        {
            // The caller does not listen any more: there is nobody to tell.
        }
    }
}
