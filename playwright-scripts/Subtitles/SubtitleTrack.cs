namespace BrowserScraper.Scripts.Subtitles;

/// <summary>The captions of a video in one language.</summary>
/// <param name="Language">A language tag such as <c>en</c> or <c>pt-BR</c>.</param>
/// <param name="Kind"><c>human</c> or <c>automatic</c>.</param>
/// <param name="Vtt">Where they are as WebVTT, or null.</param>
/// <param name="Json">Where they are in the site's own form, or null.</param>
internal sealed record SubtitleTrack(string Language, string Kind, string? Vtt, string? Json)
{
    /// <summary>What stands for any language.</summary>
    public const string Any = "*";

    public bool IsAutomatic => Kind == "automatic";

    /// <summary>
    /// The one that is wanted most: by language first, and within a language human before automatic, then the very language before one of its regions. Null where
    /// none is wanted.
    /// </summary>
    /// <param name="tracks">What there is.</param>
    /// <param name="languages">In order of preference. <c>en</c> takes <c>en-GB</c> as well, <c>*</c> any.</param>
    public static SubtitleTrack? Choose(IReadOnlyList<SubtitleTrack> tracks, IEnumerable<string> languages) => languages
        .SelectMany(language => tracks
            .Where(track => track.IsIn(language))
            .OrderBy(track => track.IsAutomatic)
            .ThenBy(track => !string.Equals(track.Language, language, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault();

    private bool IsIn(string language) =>
        language == Any
        || string.Equals(Language, language, StringComparison.OrdinalIgnoreCase)
        || Language.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase);
}
