using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>How the token gate works.</summary>
internal sealed record TokenOptions
{
    /// <summary>TOKEN_MODE. Default: auto.</summary>
    public TokenMode Mode { get; init; } = TokenMode.Auto;

    /// <summary>The script's token requests, below the site's address; <c>*</c> stands for anything. Default: none named.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>What is held from the start.</summary>
    internal IReadOnlyList<string> Named => Mode != TokenMode.Serial ? [] : Requests.Count > 0 ? Requests : ["/*"];

    /// <summary>
    /// Keys of localStorage or sessionStorage whose tokens page loads spend; <c>*</c> stands for anything. Default: none named.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>A request that holds the gate and gets no answer is ended after this time. Default: 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>TOKEN_SAVE_INTERVAL: the session is saved after so many rotations. Default: 4.</summary>
    public int SaveInterval { get; init; } = 4;
}
