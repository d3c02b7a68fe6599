namespace PositionRecovery.Exchange;

/// <summary>The faults that are planted.</summary>
internal sealed class FaultDesk
{
    private readonly Lock _gate = new();

    private readonly List<(HttpFault Fault, StrongBox Count)> _planted = [];

    private TaskCompletionSource _healed = New();

    /// <summary>A request begins to hang.</summary>
    internal event Action<HttpFault>? Hung;

    internal IReadOnlyList<HttpFault> Planted
    {
        get
        {
            lock (_gate)
            {
                return [.. _planted.Select(static p => p.Fault)];
            }
        }
    }

    internal void Plant(HttpFault fault)
    {
        lock (_gate)
        {
            _planted.Add((fault, new StrongBox()));
        }
    }

    internal void Heal()
    {
        TaskCompletionSource healed;
        lock (_gate)
        {
            _planted.Clear();
            (healed, _healed) = (_healed, New());
        }

        healed.TrySetResult();
    }

    /// <summary>The faults of a request. Counts those it is about.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="symbol">The symbol it is about.</param>
    /// <param name="healed">Ends with the next healing from here on: what hangs waits for it, also when it begins to
    /// hang only after that.</param>
    internal IReadOnlyList<HttpFault> Of(string method, string path, string? symbol, out Task healed)
    {
        lock (_gate)
        {
            healed = _healed.Task;
            return [.. _planted.Where(p => IsAbout(p.Fault, method, path, symbol) && Hits(p.Fault, p.Count))
                .Select(static p => p.Fault)];
        }
    }

    /// <summary>What goes wrong before anything happens.</summary>
    internal async Task BeforeAsync(
        IReadOnlyList<HttpFault> due, ApiRequest request, Task healed, CancellationToken cancellationToken)
    {
        Desk desk = request.Desk;
        foreach (HttpFault fault in due)
        {
            switch (fault.Kind)
            {
                case HttpFaultKind.TooManyRequests:
                    throw desk.Weights.Limit(desk.Now, fault.Time);
                case HttpFaultKind.Ban:
                    throw desk.Weights.Ban(desk.Now, fault.Time);
                case HttpFaultKind.ErrorBefore:
                    throw ErrorOf(fault);
                case HttpFaultKind.BreakBefore:
                    throw new BrokenConnectionException();
                case HttpFaultKind.HangBefore:
                    await HangAsync(fault, healed, cancellationToken).ConfigureAwait(false);
                    throw new BrokenConnectionException();
            }
        }
    }

    /// <summary>What goes wrong when it has happened.</summary>
    internal async Task AfterAsync(
        IReadOnlyList<HttpFault> due, ApiRequest request, Task healed, CancellationToken cancellationToken)
    {
        foreach (HttpFault fault in due)
        {
            switch (fault.Kind)
            {
                case HttpFaultKind.ErrorAfter:
                    throw ErrorOf(fault);
                case HttpFaultKind.BreakAfter:
                    throw new BrokenConnectionException();
                case HttpFaultKind.HangAfter:
                    await HangAsync(fault, healed, cancellationToken).ConfigureAwait(false);
                    throw new BrokenConnectionException();
                case HttpFaultKind.CutBody:
                    request.IsCut = true;
                    break;
            }
        }
    }

    /// <summary>Until the next healing, or until the caller gives up.</summary>
    private async Task HangAsync(HttpFault fault, Task healed, CancellationToken cancellationToken)
    {
        Hung?.Invoke(fault);
        await healed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Exception ErrorOf(HttpFault fault) => fault.Code is { } code
        ? new ApiException(fault.Status, code, fault.Text)
        : new PlainAnswerException(fault.Status, fault.Text);

    private static bool IsAbout(HttpFault fault, string method, string path, string? symbol) =>
        (fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (fault.Symbol is null || fault.Symbol == symbol)
        && (fault.Path is not { } wanted || (wanted.EndsWith('*')
            ? path.StartsWith(wanted[..^1], StringComparison.Ordinal) : path == wanted));

    private static bool Hits(HttpFault fault, StrongBox count)
    {
        int before = count.Value++ - (fault.Nth - 1);
        return before >= 0 && (fault.Times is not { } times || before < times);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class StrongBox
    {
        internal int Value { get; set; }
    }
}
