using BrowserScraper.App.Display;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.App.Display;

public sealed class RunPictureTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);

    private static readonly RunStatus Status = new()
    {
        Phase = "working",
        StartedAt = Now.AddSeconds(-3725),
        Queued = 200,
        DiscoveryIsOver = true,
        Done = 45,
        Skipped = 2,
        Failed = 3,
        Retries = 4,
        RatePerHour = 5400,
        TimeLeft = TimeSpan.FromSeconds(100),
        MemoryBytes = 512L << 20,
        Pages =
        [
            new(1, "1HGCM82633A004352", "2021 Honda Civic", 2, Now.AddSeconds(-20), Now.AddSeconds(160)),
            new(2, "key", "key", 1, Now.AddSeconds(-200), Now.AddSeconds(-20)),
            new(10, null, null, 0, null, null),
        ],
    };

    [Fact]
    public void Draw_RunAtWork_ShowsTheWholeAndEveryPage() => Assert.Equal(
        [
            "",
            "[#######-----------------------] 50/200 (25 %)",
            "1.5/s | ETA 00:01:40 | failed 3, retried 4, skipped 2 | 512 MB | 01:02:05",
            "",
            "  page  1   160 s left  1HGCM82633A004352  2021 Honda Civic (attempt 2)",
            "  page  2     0 s left  key",
            "  page 10  waiting",
        ],
        RunPicture.Draw(Status, Now, 120));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public void Draw_NarrowTerminal_CutsEveryLine(int width) =>
        Assert.All(RunPicture.Draw(Status, Now, width), line => Assert.True(line.Length <= width, line));

    [Fact]
    public void Draw_NothingKnownYet_DrawsAnEmptyBar() => Assert.Equal(
        ["", "[------------------------------] 0/0+", "0.0/s | ETA --:--:-- | failed 0, retried 0 | 00:00:00 | starting", ""],
        RunPicture.Draw(new() { StartedAt = Now }, Now, 120));

    [Theory]
    [InlineData("working", true, "PROGRESS: 50/200 (25 %) | 1.5/s | ETA 00:01:40 | failed 3, retried 4, skipped 2 | 512 MB")]
    [InlineData("stopping", false, "PROGRESS: 50/200+ (25 %) | 1.5/s | ETA 00:01:40 | failed 3, retried 4, skipped 2 | 512 MB | stopping")]
    public void Line_RunAtWork_IsOneLine(string phase, bool isOver, string line) =>
        Assert.Equal(line, RunPicture.Line(Status with { Phase = phase, DiscoveryIsOver = isOver }));

    [Theory]
    [InlineData("a\nb\u001B[2J")]
    [InlineData("a\r\nb\u0007")]
    public void Draw_TitleWithControlCharacters_StaysOneHarmlessLine(string title) => Assert.DoesNotContain(
        RunPicture.Draw(Status with { Pages = [new(1, "key", title, 1, Now, Now)] }, Now, 120),
        line => line.Any(char.IsControl));
}
