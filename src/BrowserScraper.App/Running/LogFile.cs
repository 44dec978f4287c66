using BrowserScraper.Items;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace BrowserScraper.App.Running;

/// <summary>The log that every run writes to, <c>TIMESTAMP | LEVEL | MESSAGE</c>; at 50 MB a new file is begun, and ten are kept.</summary>
internal sealed class LogFile : IDisposable
{
    private const long LargestFile = 50 * 1024 * 1024;

    private readonly Logger serilog;
    private readonly SerilogLoggerFactory factory;

    /// <param name="directory">LOG_DIR.</param>
    /// <param name="tell">Told once when the log can be written no longer, such as on a full disk: what happens then is not in it.</param>
    /// <exception cref="RunStopException">The folder cannot be written.</exception>
    public LogFile(string directory, Action<string> tell)
    {
        RefuseUnwritable(directory);
        serilog = new LoggerConfiguration()
            .Enrich.With(new LevelNames())
            .WriteTo.Fallible(
                to => to.File(
                    Path.Combine(directory, "download_errors.log"),
                    outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss,fff} | {LevelName} | {Message:lj}{NewLine}{Exception}",
                    fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: 10, shared: true),
                new Failures(Path.GetFullPath(directory), tell))
            .CreateLogger();
        factory = new(serilog);
        Log = factory.CreateLogger("run");
    }

    public Microsoft.Extensions.Logging.ILogger Log { get; }

    public void Dispose()
    {
        factory.Dispose();
        try
        {
            serilog.Dispose();
        }
        catch (IOException)
        {
            // What it still held finds no room; that the log has stopped was told.
        }
    }

    // Serilog keeps silent about a file that it cannot write.
    private static void RefuseUnwritable(string directory)
    {
        string path = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(StopReason.MachineLacks,
                $"cannot write the log to {path} ({exception.Message.TrimEnd('.')}); make it writable, or set LOG_DIR to another folder",
                    exception);
        }
    }

    private sealed class Failures(string directory, Action<string> tell) : ILoggingFailureListener
    {
        private int told;

        public void OnLoggingFailed(
            object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
        {
            if (Interlocked.Exchange(ref told, 1) == 0)
            {
                tell($"LOG: it cannot be written to {directory} ({(exception?.Message ?? message).Split('\n')[0].TrimEnd('.')}); the run "
                    + "goes on, and what happens from now on is missing there");
            }
        }
    }

    private sealed class LevelNames : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.AddPropertyIfAbsent(
            propertyFactory.CreateProperty(
                "LevelName", logEvent.Level == LogEventLevel.Information ? "INFO" : logEvent.Level.ToString().ToUpperInvariant()));
    }
}
