using BrowserScraper.Items;

namespace BrowserScraper.Planning;

/// <summary>Where a run's demo portal comes from when no address is set. The library has none itself.</summary>
internal interface IDemoPortals
{
    /// <summary>Options that were given for the portals; a run on another site warns that it ignores them.</summary>
    IReadOnlyList<string> Given { get; }

    /// <summary>Starts the portal of a script on a free port.</summary>
    /// <exception cref="RunStopException">The script has none, or an option is wrong.</exception>
    Task<DemoPortal> StartAsync(string script, CancellationToken stopping);
}
