using BrowserScraper.App.Display;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

public sealed class AddCommandTests : IDisposable
{
    private readonly ConsoleSet consoles = ConsoleSet.Standard();
    private readonly TemporaryFolder data = new();

    public void Dispose()
    {
        consoles.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task Add_ArgumentsAndAFile_LieInTheJobsInbox()
    {
        await File.WriteAllTextAsync(
            data["videos.txt"], "# mine\nhttps://videos.example.com/watch?v=aB3dE5fG7hI\n", TestContext.Current.CancellationToken);

        Assert.Equal(0, await AddAsync("video-subtitles", "dQ3vX9a1bC0", "--input", data["videos.txt"], "--priority", "high"));

        List<InputLine> found = [];
        await new Inbox(data["video-subtitles"]).TakeAsync(lines =>
        {
            found.AddRange(lines);
            return Task.CompletedTask;
        }, Assert.Fail);
        Assert.Equal(
            [new("dQ3vX9a1bC0", ItemPriority.High), new("https://videos.example.com/watch?v=aB3dE5fG7hI", ItemPriority.High)], found);
    }

    [Theory]
    [InlineData("dealer-inventory 1HGCM82633A004352", "add: dealer-inventory takes no input; it finds its items in the site's list")]
    [InlineData("video-subtitles",
        "add: say what to add, as arguments or by --input FILE; video-subtitles takes the id of a video, or its address")]
    [InlineData("video-subtitles dQ3vX9a1bC0 nonsense!",
        "add: video-subtitles takes the id of a video, or its address, and this is none: 'nonsense!'; nothing was added")]
    [InlineData("video-subtitles dQ3vX9a1bC0 --priority urgent", "--priority urgent: allowed are high, normal and low")]
    public async Task Add_SomethingWrong_SaysSoAndAddsNothing(string line, string message)
    {
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(() => AddAsync(line.Split(' ')));

        Assert.Equal((StopReason.BadUsage, message), (stop.Reason, stop.Message));
        Assert.Empty(Directory.GetDirectories(data.Root));
    }

    private Task<int> AddAsync(params string[] arguments) => ToolLine.Root(consoles).Parse(["add", .. arguments, "--data", data.Root])
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
}
