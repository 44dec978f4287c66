using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// A sign on a page. Written as <c>ReadTextsAsync</c> takes things: a test id; <c>css=</c> and a selector; <c>link=</c> and the text of a
/// link.
/// </summary>
public sealed class Mark
{
    private Mark(string? words, Func<IPage, ILocator>? find) => (Words, Find) = (words, find);

    /// <summary>As it rides in a question that is asked anyway; null for a locator.</summary>
    internal string? Words { get; }

    internal Func<IPage, ILocator>? Find { get; }

    public static implicit operator Mark(string words) => FromString(words);

    public static Mark FromString(string words) => new(words, null);

    /// <summary>A locator, for what selectors cannot say: frames, shadow roots, roles. Costs a question of its own at each look.</summary>
    public static Mark Of(Func<IPage, ILocator> find) => new(null, find);

    public override string ToString() => Words ?? "a locator";
}
