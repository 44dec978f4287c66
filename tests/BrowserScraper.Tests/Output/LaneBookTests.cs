using BrowserScraper.Output;
using BrowserScraper.Tests.Pacing;

namespace BrowserScraper.Tests.Output;

public sealed class LaneBookTests : IDisposable
{
    private readonly LaneBook book = new();
    private readonly HttpLane http = new(Hosts.AllThere(TimeProvider.System), TimeSpan.FromSeconds(30), TimeProvider.System);
    private readonly ClickLane click = new(Hosts.AllThere(TimeProvider.System), TimeSpan.FromSeconds(30), TimeProvider.System);
    private readonly IDownloadLane[] able;

    public LaneBookTests() => able = [http, click];

    public void Dispose() => http.Dispose();

    [Fact]
    public void Order_NothingKnown_IsFastestFirst() => Assert.Equal(able, book.Order("one.example", able));

    [Fact]
    public void Order_LaneHasDelivered_IsThatLaneForThatHostOnly()
    {
        book.Delivered("one.example", click);

        Assert.Equal([click], book.Order("ONE.example", able));
        Assert.Equal(able, book.Order("two.example", able));
        Assert.Equal([http], book.Order("one.example", [http]));
    }

    [Fact]
    public void Failed_ThreeInARow_OpensAllLanesAgain()
    {
        book.Delivered("one.example", click);
        book.Failed("one.example");
        book.Failed("one.example");
        Assert.Equal([click], book.Order("one.example", able));

        book.Failed("one.example");

        Assert.Equal(able, book.Order("one.example", able));
    }

    [Fact]
    public void Failed_DeliveryInBetween_CountsAnew()
    {
        book.Delivered("one.example", click);
        for (int time = 0; time < 5; time++)
        {
            book.Failed("one.example");
            book.Failed("one.example");
            book.Delivered("one.example", click);
        }

        Assert.Equal([click], book.Order("one.example", able));
    }
}
