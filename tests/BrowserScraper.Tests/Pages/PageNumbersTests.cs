using BrowserScraper.Pages;

namespace BrowserScraper.Tests.Pages;

public sealed class PageNumbersTests
{
    [Fact]
    public void Take_SomeWereGivenBack_HandsOutTheSmallestFree()
    {
        PageNumbers numbers = new();
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(_ => numbers.Take()));

        numbers.Give(3);
        numbers.Give(2);

        Assert.Equal([2, 3, 5], Enumerable.Range(0, 3).Select(_ => numbers.Take()));
    }
}
