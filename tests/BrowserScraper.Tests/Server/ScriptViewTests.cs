using BrowserScraper.Server.Endpoints;
using BrowserScraper.Tests.Sites.Classes;

namespace BrowserScraper.Tests.Server;

public sealed class ScriptViewTests
{
    [Fact]
    public void Of_ScriptThatCannotBeMade_IsListedAllTheSame()
    {
        Troubles troubles = new() { Making = () => throw new FormatException("no such model") };

        ScriptView view = ScriptView.Of(troubles.Entry(TimeSpan.FromSeconds(5)), hasUrl: false);

        Assert.Equal(("troublesome", null), (view.Name, view.Input));
    }
}
