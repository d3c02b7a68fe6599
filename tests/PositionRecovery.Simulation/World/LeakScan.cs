using Microsoft.Extensions.Logging;

namespace PositionRecovery.Simulation;

/// <summary>Reads every line of the log for pieces of the secrets.</summary>
internal sealed class LeakScan(Action<string> found) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => Read($"{formatter(state, exception)} {exception}");

    /// <summary>Reads a text that somebody may see.</summary>
    internal void Read(string? text)
    {
        if (text is not null && Canaries.Forms.FirstOrDefault(f => text.Contains(f, StringComparison.Ordinal)) is { } form)
        {
            found($"a secret leaks: '{form}' is in a text");
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
