using BrowserScraper.Items;
using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.Scripts.Subtitles;

public sealed class TimedEventsTests
{
    [Theory]
    [InlineData("""{"events":[{"at":1000,"for":1500,"text":"Hello\nthere"}]}""", "1.0-2.5 Hello|there")]
    [InlineData("""{"events":[{"at":0,"for":60000,"window":1},{"at":1,"for":1,"text":"\n"},{"at":1000,"for":1500,"text":" Hello "}]}""",
        "1.0-2.5 Hello")]
    [InlineData("""{"events":[{"at":3000,"for":1000,"text":"later"},{"at":1000,"for":1000,"text":"one\n\ntwo"}]}""", "1.0-2.0 one|two",
        "3.0-4.0 later")]
    [InlineData("""{"video":"x","events":[]}""")]
    public void Read_Events_GivesThoseThatSaySomething(string json, params string[] cues) =>
        Assert.Equal(cues, WebVttTests.Shown(TimedEvents.Read(json)));

    [Theory]
    [InlineData("""{"captions":[]}""", "'events'")]
    [InlineData("""{"events":[{"start":1,"text":"x"}]}""", "'at'")]
    [InlineData("""{"events":{}}""", "$.events")]
    [InlineData("[]", "could not be converted")]
    public void Read_AnotherShape_EndsAsSiteChanged(string json, string said)
    {
        ItemEndedException ended = Assert.Throws<ItemEndedException>(() => TimedEvents.Read(json));

        Assert.StartsWith("captions in JSON: ", Assert.IsType<ItemOutcome.SiteChanged>(ended.Outcome).Reason, StringComparison.Ordinal);
        Assert.Contains(said, ended.Outcome.Reason, StringComparison.Ordinal);
    }
}
