using System.Text.Json;
using BrowserScraper.Cli.Shapes;
using BrowserScraper.Items;
using BrowserScraper.Tests.Architecture;

namespace BrowserScraper.Tests.Cli.Shapes;

public sealed class SiteShapeTests
{
    [Fact]
    public void All_AreTheChoicesOfTheTemplate()
    {
        JsonElement shape = JsonDocument.Parse(File.ReadAllText(Repository.Path("src/BrowserScraper.Templates/site/template.json")))
            .RootElement.GetProperty("symbols").GetProperty("shape");

        Assert.Equal(
            SiteShape.All.Select(each => (each.Name, each.Description)),
            shape.GetProperty("choices").EnumerateArray()
                .Select(each => (each.GetProperty("choice").GetString()!, each.GetProperty("description").GetString()!)));
        Assert.Equal(SiteShape.All[0].Name, shape.GetProperty("defaultValue").GetString());
    }

    [Fact]
    public void All_OfAnother_HaveNothingOfTheSample() => Assert.All(SiteShape.All, shape =>
    {
        string text = shape.For(NewSite.Of("acme-orders", []));

        Assert.StartsWith("#:package BrowserScraper.App@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("my-site", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("VERSION", text, StringComparison.Ordinal);
        Assert.InRange(shape.Marks, 4, 15);
    });

    [Fact]
    public void Of_AnotherName_ListsThoseThatThereAre()
    {
        RunStopException refused = Assert.Throws<RunStopException>(() => SiteShape.Of("form"));

        Assert.Contains("links, clicks, open, query", refused.Message, StringComparison.Ordinal);
    }
}
