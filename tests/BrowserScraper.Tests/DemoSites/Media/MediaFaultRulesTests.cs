using BrowserScraper.DemoSites.Media;

namespace BrowserScraper.Tests.DemoSites.Media;

public sealed class MediaFaultRulesTests
{
    [Fact]
    public void TryParse_GoodRules_AddUpBySource()
    {
        string[] rules = ["hang@gallery", "slow@lazy=2.5", "Error429@Lazy=3", "drip@clips", "hang-mid-file@api", "dead-links@api"];

        Assert.True(MediaFaultRules.TryParse(rules, out IReadOnlyDictionary<string, MediaFault> faults, out string error), error);
        Assert.Equal(
            new Dictionary<string, MediaFault>
            {
                [MediaSources.Gallery] = new() { Hangs = true },
                [MediaSources.Lazy] = new() { Delay = TimeSpan.FromSeconds(2.5), Refusals = 3 },
                [MediaSources.Clips] = new() { Drips = true },
                [MediaSources.Api] = new() { HangsMidFile = true, HasDeadLinks = true },
            },
            faults);
    }

    [Theory]
    [InlineData("hang",
        "'hang' names no source; write hang@SOURCE with one of gallery, scroller, api, lazy, thumbs, clips, consent, broken")]
    [InlineData("hang@galery", "'hang@galery' names no source; write hang@SOURCE with one of gallery,")]
    [InlineData("logout@gallery",
        "'logout' in 'logout@gallery' is no fault of a source; allowed are hang, hang-mid-file, drip, dead-links, slow, error429")]
    [InlineData("error500=2%", "'error500' in 'error500=2%' is no fault of a source")]
    [InlineData("hang@gallery=5", "'hang@gallery=5' takes no '=' part; write hang@gallery")]
    [InlineData("slow@gallery", "'slow@gallery' needs a number: slow@gallery=N (seconds, 0 to 600)")]
    [InlineData("slow@gallery=-1", "'slow@gallery=-1' needs a number")]
    [InlineData("slow@gallery=601", "'slow@gallery=601' needs a number")]
    [InlineData("error429@gallery=2%", "'error429@gallery=2%' needs a number: error429@gallery=N (how many requests, 0 to 1000000)")]
    public void TryParse_WrongRule_SaysWhatIsAllowed(string rule, string problem)
    {
        Assert.False(MediaFaultRules.TryParse(["drip@clips", rule], out IReadOnlyDictionary<string, MediaFault> faults, out string error));
        Assert.StartsWith(problem, error, StringComparison.Ordinal);
        Assert.Empty(faults);
    }

    [Fact]
    public void TryParse_TwoWrongRules_NamesBoth()
    {
        Assert.False(MediaFaultRules.TryParse(["hang", "drip@nobody"], out _, out string error));
        Assert.Equal(2, error.Split(Environment.NewLine).Length);
    }
}
