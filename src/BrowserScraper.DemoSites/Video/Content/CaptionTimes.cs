using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>When captions are shown.</summary>
internal static class CaptionTimes
{
    /// <summary>Each has gone when the next one comes.</summary>
    public static IReadOnlyList<Caption> OneByOne(int seed, string id, IReadOnlyList<string> said) =>
        [.. Starts(seed, id, said.Count)
            .Select((start, number) => new Caption(start, start + TimeSpan.FromMilliseconds(1_450), said[number]))];

    /// <summary>Two lines at a time, as they roll: what was said last stands above what is said now, and the captions overlap.</summary>
    public static IReadOnlyList<Caption> Rolling(int seed, string id, IReadOnlyList<string> said)
    {
        TimeSpan[] starts = [.. Starts(seed, id, said.Count + 1)];
        return
        [
            .. said.Select((line, number) => new Caption(
                starts[number],
                starts[number + 1] + TimeSpan.FromMilliseconds(400),
                number == 0 ? line : $"{said[number - 1]}\n{line}")),
        ];
    }

    private static IEnumerable<TimeSpan> Starts(int seed, string id, int count)
    {
        long milliseconds = 0;
        for (int number = 0; number < count; number++)
        {
            milliseconds += 1_500 + (long)(StableHash.Of(seed, "pause", id, number) % 2_500);
            yield return TimeSpan.FromMilliseconds(milliseconds);
        }
    }
}
