using Microsoft.Extensions.Logging;

namespace BrowserScraper.Testing;

/// <summary>Keeps what is logged, as <c>LEVEL | MESSAGE</c>.</summary>
public sealed class CapturingLog : ILogger
{
    public IList<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} | {formatter(state, exception)}");
}
