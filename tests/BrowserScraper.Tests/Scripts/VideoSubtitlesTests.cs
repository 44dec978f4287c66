using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Scripts;

public sealed class VideoSubtitlesTests
{
    private static readonly VideoSubtitles Script = new(new SiteSettings(new Uri("https://videos.example.com/"), "", ""));

    [Theory]
    [InlineData("dQ-w4_9gXcQ")]
    [InlineData("https://videos.example.com/watch?v=dQ-w4_9gXcQ")]
    [InlineData("http://m.videos.example.com:8080/watch?v=dQ-w4_9gXcQ")]
    [InlineData("https://videos.example.com/watch/?v=dQ-w4_9gXcQ#t=3")]
    [InlineData("https://videos.example.com/watch?list=PL12345678901&v=dQ-w4_9gXcQ&t=30s")]
    [InlineData("https://videos.example.com/embed/dQ-w4_9gXcQ")]
    [InlineData("https://videos.example.com/embed/dQ-w4_9gXcQ?autoplay=1")]
    [InlineData("https://v.example.com/v/dQ-w4_9gXcQ")]
    [InlineData("https://v.example.com/v/dQ-w4_9gXcQ/")]
    [InlineData("https://v.example.com/shorts/dQ-w4_9gXcQ")]
    [InlineData("https://vid.example/dQ-w4_9gXcQ?si=abc")]
    public void ItemOf_IdOrAddress_IsTheVideoOnTheSiteThatIsSet(string line)
    {
        WorkItem item = Script.ItemOf(line)!;

        Assert.Equal(("dQ-w4_9gXcQ", new Uri("https://videos.example.com/watch?v=dQ-w4_9gXcQ")), (item.Key, item.Address));
    }

    [Theory]
    [InlineData("dQ-w4_9gXc")]
    [InlineData("dQ-w4_9gXcQQ")]
    [InlineData("dQ-w4_9gXc!")]
    [InlineData("dQ-w4_9gXcQ&t=3")]
    [InlineData("a video of bees")]
    [InlineData("https://videos.example.com/watch-list")]
    [InlineData("https://videos.example.com/watch?v=dQ-w4_9gXcQQ")]
    [InlineData("https://videos.example.com/watch?vv=dQ-w4_9gXcQ")]
    [InlineData("https://videos.example.com/channel/dQ-w4_9gXcQ")]
    [InlineData("ftp://videos.example.com/watch?v=dQ-w4_9gXcQ")]
    public void ItemOf_AnythingElse_IsRefused(string line) => Assert.Null(Script.ItemOf(line));
}
