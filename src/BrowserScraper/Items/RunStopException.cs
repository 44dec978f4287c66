namespace BrowserScraper.Items;

/// <summary>
/// Nothing in this run can go on; the message is the one clear line that the operator sees, and below it one for each detail.
/// </summary>
public sealed class RunStopException : Exception
{
    public RunStopException(StopReason reason, string message, Exception? cause = null)
        : this(reason, message, [], cause)
    {
    }

    /// <param name="reason">What kind of reason it is.</param>
    /// <param name="message">One line. Values that it quotes may hold line breaks; here they become blanks.</param>
    /// <param name="details">What else is to be told, one line each, indented below the message.</param>
    /// <param name="cause">What threw, or null.</param>
    public RunStopException(StopReason reason, string message, IReadOnlyList<string> details, Exception? cause = null)
        : base(string.Join("\n  ", details.Prepend(message).Select(OneLine.Of)), cause)
    {
        Reason = reason;
        Details = [.. details.Select(OneLine.Of)];
    }

    public StopReason Reason { get; }

    public IReadOnlyList<string> Details { get; }
}
