using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class EventsFileTests
{
    [Fact]
    public void Read_Event_IsInTheFileBeforeTheRunEnds()
    {
        using TemporaryFolder folder = new();
        using EventsFile file = new(folder["events.jsonl"]);
        file.Read(new RunEvent.ItemQueued("A"));
        file.Read(new RunEvent.ItemQueued("B"));

        using StreamReader other = new(new FileStream(folder["events.jsonl"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Equal(
            ["A", "B"], other.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()));
    }
}
