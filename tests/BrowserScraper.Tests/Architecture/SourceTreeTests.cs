using System.Text.RegularExpressions;

namespace BrowserScraper.Tests.Architecture;

/// <summary>
/// What a compiled assembly does not tell: references of projects, those that nothing uses as well, and the length of files.
/// </summary>
public sealed partial class SourceTreeTests
{
    private static readonly string[] Folders = ["src", "playwright-scripts"];

    private static readonly string[] Projects =
    [
        "BrowserScraper.Cli -> BrowserScraper", "BrowserScraper.Cli -> BrowserScraper.DemoSites",
            "BrowserScraper.Cli -> BrowserScraper.Scripts",
        "BrowserScraper.Cli -> BrowserScraper.Server", "BrowserScraper.Server -> BrowserScraper",
            "BrowserScraper.Scripts -> BrowserScraper",
    ];

    [Fact]
    public void ProjectReferences_AsTheyStand_AreThoseOfTheDesign()
    {
        IEnumerable<string> found =
            from folder in Folders
            from file in Repository.Files(folder, "*.csproj")
            from Match match in Reference().Matches(File.ReadAllText(Repository.Path($"{folder}/{file}")))
            select $"{Path.GetFileNameWithoutExtension(file)} -> {match.Groups[1].Value}";

        Assert.Contains("BrowserScraper.Scripts -> BrowserScraper", found);
        Assert.Empty(found.Except(Projects));
    }

    [Fact]
    // Beyond 250 lines one looks twice; a law there would only make lines grow sideways.
    public void Files_AllOfThem_FitOnAFewScreens() => Assert.DoesNotContain(
        Folders.SelectMany(folder => Repository.Files(folder, "*.cs").Select(file => $"{folder}/{file}")),
        file => File.ReadLines(Repository.Path(file)).Count() > 300);

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex Reference();
}
