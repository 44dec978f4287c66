namespace BrowserScraper.Cli.Fuzz;

/// <summary>What happens to one page of a run.</summary>
internal enum FuzzKind
{
    /// <summary>Its renderer crashes (Page.crash of the DevTools protocol).</summary>
    Crash,

    /// <summary>Somebody closes it.</summary>
    Close,

    /// <summary>A handler of one of its events throws, which ends the driver's connection and every page with it.</summary>
    Handler,
}
