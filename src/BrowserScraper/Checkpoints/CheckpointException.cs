namespace BrowserScraper.Checkpoints;

/// <summary>The checkpoint cannot be used; the message says which file, why, and what to do, in one line for the operator.</summary>
internal sealed class CheckpointException : IOException
{
    public CheckpointException(string message)
        : base(message)
    {
    }

    public CheckpointException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
