using System.Text.Json;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>Captions in the portal's own JSON form: what happens when, in milliseconds. Not everything that happens has a text.</summary>
internal static class TimedEventsForm
{
    public static string Write(DemoVideo video, CaptionTrack track, IReadOnlyList<Caption> captions) => JsonSerializer.Serialize(
        new
        {
            Video = video.Id,
            track.Language,
            track.Kind,
            Events = captions
                .Select(caption => (object)new
                    { At = Milliseconds(caption.Start), For = Milliseconds(caption.End - caption.Start), caption.Text })
                .Prepend(new { At = 0L, For = Milliseconds(video.Length), Window = 1 }),
        },
        JsonSerializerOptions.Web);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
