using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Progress;

namespace BrowserScraper.Tests.App.Running;

public sealed class LogFileTests
{
    [Fact]
    public void Log_RunEvents_AreLinesWithTimeAndLevel()
    {
        using TemporaryFolder folder = new();
        using (LogFile file = new(folder.Root, Assert.Fail))
        {
            Events events = new(new(), new RunLog(file.Log));
            events.Attempt("nature_001", "Done", ItemState.Done, 1.23, group: "google_images", sizes: [245678]);
            events.Attempt("b", "Rejected", ItemState.Failed, reason: "gone");
            events.Attempt("c", "Failed", ItemState.Waiting, reason: "500");
        }

        string[] lines = File.ReadAllLines(folder["download_errors.log"]);
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \| ", line));
        Assert.Equal(
            [
                "INFO | SUCCESS: google_images | File: nature_001.pdf | Size: 245678 bytes | Time: 1.23s",
                "ERROR | FAILED: dealer-inventory | Item: b | Attempt: 1 | Rejected: gone",
                "WARNING | RETRY: dealer-inventory | Item: c | Attempt: 1 | Failed: 500",
            ],
            lines.Select(line => line[26..]));
    }
}
