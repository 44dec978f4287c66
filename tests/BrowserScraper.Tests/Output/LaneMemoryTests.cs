using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Tests.Browsers;
using BrowserScraper.Tests.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Output;

public sealed class LaneMemoryTests : IDisposable
{
    private static readonly DownloadOptions Settings = new(TimeSpan.FromSeconds(30), DownloadLane.Auto, Force: false);
    private static readonly DiskRoom Room = new(Path.GetTempPath(), reserve: 0);

    private readonly LaneMemory book = new();
    private readonly HttpLane http = new(Hosts.AllThere(TimeProvider.System), new(HttpLogins.None), Settings, Room, TimeProvider.System);
    private readonly ClickLane click = new(Hosts.AllThere(TimeProvider.System), Settings, Room, TimeProvider.System);
    private readonly IDownloadLane[] able;

    public LaneMemoryTests() => able = [http, click];

    public void Dispose() => http.Dispose();

    [Fact]
    public void Order_NothingKnown_IsFastestFirst() => Assert.Equal(able, book.Order(Link("http://one.example/a"), able));

    [Fact]
    public void Order_LaneHasDelivered_IsFirstForThatHostAndKindOnly()
    {
        book.Delivered(Link("http://one.example/a"), click);

        Assert.Equal([click, http], book.Order(Link("http://ONE.example/b"), able));
        Assert.Equal(able, book.Order(Link("http://one.example:81/a"), able));
        Assert.Equal(able, book.Order(Link("http://two.example/a"), able));
        Assert.Equal(able, book.Order(Link(address: null), able));
        Assert.Equal([http], book.Order(Link("http://one.example/a"), [http]));
    }

    [Fact]
    public void HasDelivered_ByAnyKindOfLink_CountsForTheHost()
    {
        book.Delivered(Link("http://one.example/a"), http);

        Assert.True(book.HasDelivered(Address("http://one.example/b"), http));
        Assert.False(book.HasDelivered(Address("http://one.example/b"), click));
        Assert.False(book.HasDelivered(Address("http://two.example/b"), http));
    }

    [Fact]
    public void Failed_ThreeInARow_IsFirstNoLonger()
    {
        book.Delivered(Link("http://one.example/a"), click);
        book.Failed(Link("http://one.example/b"));
        book.Failed(Link("http://one.example/c"));
        Assert.Equal([click, http], book.Order(Link("http://one.example/a"), able));

        book.Failed(Link("http://one.example/d"));

        Assert.Equal(able, book.Order(Link("http://one.example/a"), able));
    }

    [Fact]
    public void Failed_DeliveryInBetween_CountsAnew()
    {
        for (int time = 0; time < 5; time++)
        {
            book.Delivered(Link("http://one.example/a"), click);
            book.Failed(Link("http://one.example/a"));
            book.Failed(Link("http://one.example/a"));
        }

        Assert.Equal([click, http], book.Order(Link("http://one.example/a"), able));
    }

    private static DownloadOrder Link(string? address) => Order(address, Fakes.Of<ILocator>().It);

    private static DownloadOrder Address(string address) => Order(address, link: null);

    private static DownloadOrder Order(string? address, ILocator? link) =>
        new(Fakes.Of<IPage>().It, address is null ? null : new(address), link, "target", null!, "a test");
}
