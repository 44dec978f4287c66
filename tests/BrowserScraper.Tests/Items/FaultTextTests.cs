using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class FaultTextTests
{
    [Fact]
    public async Task Of_AScriptsException_NamesTypeMessageAndLine() =>
        Assert.Matches(@"^InvalidOperationException: no title \(FaultTextTests\.cs:\d+\)$", FaultText.Of(await ThrownAsync()));

    [Fact]
    public async Task Of_MadeOfAnotherException_NamesTheLineOfTheCause()
    {
        Exception cause = await ThrownAsync();
        string place = FaultText.PlaceOf(cause)!;

        Assert.Equal($"TimeoutException: late ({place})", FaultText.Of(new TimeoutException("late\nmore", cause)));
    }

    [Fact]
    public void Of_NothingIsKnownOfThePlace_HasNone() => Assert.Equal("TimeoutException: late", FaultText.Of(new TimeoutException("late")));

    private static async Task<Exception> ThrownAsync()
    {
        await Task.Yield();
        return await Assert.ThrowsAsync<InvalidOperationException>(ThrowAsync);
    }

    private static async Task ThrowAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("no title\nand more");
    }
}
