using BrowserScraper.Planning;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// A run with everything it needs; what it holds, such as an embedded portal, is let go when it is disposed. What it tells may be asked for
/// after that, too.
/// </summary>
public interface IPreparedRun : IAsyncDisposable
{
    JobPlan Plan { get; }

    /// <summary>What the operator should know, in one line, or null.</summary>
    string? Remark { get; }
}
