using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Architecture;

/// <summary>Handlers of the browser's events are attached in one place, which contains what they throw.</summary>
public sealed class HandlerTests
{
    private const string Guard = "src/BrowserScraper/Browsers/Guarded.cs";

    /// <summary>Does what no handler may, to see that a run gets over it.</summary>
    private const string Fuzz = "src/BrowserScraper.Cli/Fuzz/FuzzStrike.cs";

    private static readonly string[] Folders = ["src", "playwright-scripts"];

    private static readonly string[] Events =
    [
        .. typeof(IPage).Assembly.GetExportedTypes().Where(type => type.IsInterface).SelectMany(type => type.GetEvents())
            .Select(each => each.Name).Distinct(),
    ];

    private static readonly Regex Attached = new(
        $@"\.({string.Join('|', Events)})\s*\+=", RegexOptions.ExplicitCapture, Regex.InfiniteMatchTimeout);

    [Fact]
    public void Handlers_OfBrowserEvents_AreAttachedByTheGuardAlone()
    {
        IEnumerable<string> elsewhere =
            from folder in Folders
            from file in Repository.Files(folder, "*.cs")
            let path = $"{folder}/{file}"
            where path is not (Guard or Fuzz) && Attached.IsMatch(File.ReadAllText(Repository.Path(path)))
            select path;

        Assert.Empty(elsewhere);
        Assert.Matches(Attached, File.ReadAllText(Repository.Path(Guard))); // or the pattern finds nothing
    }
}
