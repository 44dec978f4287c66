using BrowserScraper.App.Display;

namespace BrowserScraper.Tests.App.Display;

public sealed class SourcesViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void List_ASource_HasEverythingThatTheTableHas() => Assert.Equal(
        [
            "  gallery: paused until 2026-01-01 12:10:00 UTC",
            "    8 runs, 25 % with success, half within 2.0 s, 95 % within 30.0 s",
            "    last success 2026-01-01 11:00:00, last error 2026-01-01 12:00:00 Failed: 500",
        ],
        SourcesView.List(
            [
                new()
                {
                    Source = "gallery", Runs = 8, Succeeded = 2, FailuresInARow = 5, LastSuccess = Noon.AddHours(-1),
                    LastError = "Failed: 500", LastErrorAt = Noon,
                    PausedUntil = Noon.AddMinutes(10), Seconds = [1, 2, 30],
                },
            ], Noon));
}
