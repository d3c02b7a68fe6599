namespace PositionRecovery;

/// <summary>Until when answers count. When it passes, what was not answered has failed; when the caller cancels,
/// waiting ends with an exception.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _either;
    private readonly CancellationToken _caller;
    private readonly long _start;

    private Deadline(TimeProvider clock, TimeSpan? span, CancellationToken caller)
    {
        _clock = clock;
        _caller = caller;
        _start = clock.GetTimestamp();
        Span = span;
        if (span is { } limit)
        {
            _timer = new CancellationTokenSource(limit, clock);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
        }
    }

    /// <summary>How long there is from the beginning; <c>null</c> for as long as it takes.</summary>
    internal TimeSpan? Span { get; }

    /// <summary>How long there is still; <c>null</c> for as long as it takes.</summary>
    internal TimeSpan? Left => Span - _clock.GetElapsedTime(_start);

    internal bool HasPassed => _timer is { IsCancellationRequested: true };

    internal CancellationToken Token => _either?.Token ?? _caller;

    internal string Reason => $"no answer within {Span}";

    internal static Deadline In(TimeSpan span, TimeProvider clock, CancellationToken cancellationToken) =>
        new(clock, span, cancellationToken);

    internal static Deadline None(TimeProvider clock, CancellationToken cancellationToken) =>
        new(clock, null, cancellationToken);

    /// <summary>Asks; what comes too late has failed.</summary>
    internal async ValueTask<VenueAnswer> AskAsync(VenueAsker asker, VenueQuery query, RequestClass sort)
    {
        try
        {
            Token.ThrowIfCancellationRequested();
            return await asker.AskAsync(query, sort, Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return VenueAnswer.Failed(query, Reason);
        }
    }

    /// <summary>Waits, unless there is less time than that.</summary>
    /// <returns>Whether it waited.</returns>
    internal async ValueTask<bool> WaitAsync(TimeSpan span)
    {
        if (HasPassed || Left <= span)
        {
            return false;
        }

        try
        {
            if (span > TimeSpan.Zero)
            {
                await Task.Delay(span, _clock, Token).ConfigureAwait(false);
            }

            return true;
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return false; // timers are not exact
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _timer?.Dispose();
    }
}
