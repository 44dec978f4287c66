namespace BrowserScraper.DemoSites.Video;

/// <summary>The captions of a video in one language.</summary>
/// <param name="Language">A language tag such as <c>en</c> or <c>pt-BR</c>.</param>
/// <param name="IsAutomatic">Whether a machine has listened, instead of a person.</param>
/// <param name="HasWebVtt">Whether they are to be had as WebVTT besides the portal's own JSON.</param>
public sealed record CaptionTrack(string Language, bool IsAutomatic, bool HasWebVtt)
{
    internal string Kind => IsAutomatic ? "automatic" : "human";

    internal string PathOf(string id, string form) => $"/captions/{id}/{Kind}/{Language}.{form}";
}
