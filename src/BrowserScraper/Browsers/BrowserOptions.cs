namespace BrowserScraper.Browsers;

/// <summary>Which browser is started, and how.</summary>
internal sealed record BrowserOptions
{
    /// <summary>BROWSER_PATH: this executable and no other. Default: search.</summary>
    public string? Path { get; init; }

    /// <summary>BROWSER_CHANNEL: an installed browser by Playwright's channel name, such as <c>msedge</c>. Default: search.</summary>
    public string? Channel { get; init; }

    /// <summary>HEADLESS. Default: true.</summary>
    public bool Headless { get; init; } = true;

    /// <summary>
    /// BLOCK_RESOURCES=strict: no page asks for an image, the one that signs in included, which costs nothing. Default: false.
    /// </summary>
    public bool ImagesOff { get; init; }

    /// <summary>What it is started with besides. Default: nothing.</summary>
    internal IReadOnlyList<string> MoreArguments { get; init; } = [];

    /// <summary>May a browser be installed where none is found. Default: true.</summary>
    public bool MayInstall { get; init; } = true;
}
