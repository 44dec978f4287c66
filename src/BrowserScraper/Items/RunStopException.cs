namespace BrowserScraper.Items;

/// <summary>Nothing in this run can go on; the message is the one clear line that the operator sees.</summary>
public sealed class RunStopException : Exception
{
    public RunStopException(StopReason reason, string message, Exception? cause = null)
        : base(message, cause) => Reason = reason;

    public StopReason Reason { get; }
}
