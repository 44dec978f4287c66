using System.Text.RegularExpressions;
using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Tests.Architecture;

namespace BrowserScraper.Tests.Docs;

/// <summary>What docs/contributing.md promises of the places where something new has to stand.</summary>
public sealed partial class ContributingTests
{
    [Fact]
    public void Places_InBackticks_AreThere()
    {
        string[] places = [.. Place().Matches(Read("docs/contributing.md")).Select(each => each.Groups["path"].Value).Distinct()];

        Assert.True(places.Length > 20);
        Assert.All(places, place => Assert.True(Path.Exists(Repository.Path(place)), place));
    }

    [Fact]
    public void Outcomes_All_HaveARowAndAColor()
    {
        string[] rows = Read("docs/how-it-works.md").Split('\n');
        string colors = Read("src/BrowserScraper/Reports/Assets/report.css");

        Assert.All(OutcomeNames.All, outcome =>
        {
            Assert.Contains(rows, row => row.StartsWith($"| {outcome} |", StringComparison.Ordinal));
            Assert.Contains($"path.{outcome}", colors, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Kinds_All_StandInTheScriptWritersDocument()
    {
        string document = Read("docs/writing-a-site-script.md");

        Assert.All(Enum.GetNames<FileKind>(), kind => Assert.Matches($@"\b{kind}\b", document));
    }

    [Fact]
    public void Commands_All_StandInADocument()
    {
        string documents = Read("docs/operating.md") + Read("docs/service.md");

        using ConsoleSet consoles = ConsoleSet.Standard();
        Assert.All(ToolLine.Root(consoles).Subcommands.Where(command => !command.Hidden),
            command => Assert.Matches($@"`(?:[a-z ]*)\b{command.Name}\b|scraper {command.Name}\b", documents));
    }

    private static string Read(string path) => File.ReadAllText(Repository.Path(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("`(?<path>(?:src|tests|playwright-scripts)/[^` ]+|\\.env\\.example|\\.ci/run)`")]
    private static partial Regex Place();
}
