using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>The site's own JSON form: what happens when, in milliseconds. Events without a text set up windows and the like.</summary>
internal static class TimedEvents
{
    private sealed record Document
    {
        public required IReadOnlyList<Event> Events { get; init; }
    }

    private sealed record Event
    {
        public required long At { get; init; }

        public required long For { get; init; }

        public string? Text { get; init; }
    }

    /// <exception cref="ItemEndedException">It has another shape: SiteChanged.</exception>
    public static IReadOnlyList<Cue> Read(string json)
    {
        try
        {
            return Cue.Tidy(JsonSerializer.Deserialize<Document>(json, JsonSerializerOptions.Web)!.Events.Select(each =>
                new Cue(TimeSpan.FromMilliseconds(each.At), TimeSpan.FromMilliseconds(each.At + each.For), each.Text ?? "")));
        }
        catch (JsonException exception)
        {
            throw new ItemEndedException(new ItemOutcome.SiteChanged($"captions in JSON: {exception.Message.Split('\n')[0]}"), exception);
        }
    }
}
