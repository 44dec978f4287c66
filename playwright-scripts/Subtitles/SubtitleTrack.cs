using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>The captions of a video in one language.</summary>
/// <param name="Language">A language tag such as <c>en</c> or <c>pt-BR</c>.</param>
/// <param name="Kind"><c>human</c> or <c>automatic</c>.</param>
/// <param name="Vtt">Where they are as WebVTT, or null.</param>
/// <param name="Json">Where they are in the site's own form, or null.</param>
internal sealed partial record SubtitleTrack(string Language, string Kind, string? Vtt, string? Json)
{
    /// <summary>What stands for any language.</summary>
    public const string Any = "*";

    public bool IsAutomatic => Kind == "automatic";

    /// <summary>Takes a list apart, in its order.</summary>
    /// <param name="list">Language tags or <c>*</c>, separated by commas.</param>
    /// <param name="setting">What it is the value of, for the message.</param>
    /// <exception cref="RunStopException">Something in it is no language tag, or there is nothing in it.</exception>
    public static IReadOnlyList<string> Languages(string list, string setting)
    {
        string[] languages = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return languages.Length > 0 && languages.All(language => language == Any || Tag().IsMatch(language))
            ? languages
            : throw new RunStopException(
                StopReason.BadUsage,
                $"{setting} is '{OneLine.Quoted(list)}'; allowed are language tags such as en or pt-BR, and {Any} for any, separated by "
                    + "commas");
    }

    /// <summary>
    /// The one that is wanted most: by language first, and within a language human before automatic, then the very language before one of
    /// its regions. Null where none is wanted.
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

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
