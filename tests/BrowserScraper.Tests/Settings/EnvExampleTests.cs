using BrowserScraper.Cli;
using BrowserScraper.Settings;
using BrowserScraper.Tests.Architecture;

namespace BrowserScraper.Tests.Settings;

public sealed class EnvExampleTests
{
    [Fact]
    public void EnvExample_EverySettingThereIs_HasALine()
    {
        string path = Repository.Path(".env.example");
        Assert.True(File.Exists(path), $"{path} is missing");
        HashSet<string> lines =
            [.. File.ReadLines(path).Where(line => line.Contains('=')).Select(line => line.Split('=')[0].Trim('#', ' '))];

        IEnumerable<string> settings = SettingsCatalog.Harness
            .Concat(Tool.Scripts.SelectMany(script => script.Settings))
            .Select(setting => setting.Name);

        Assert.Empty(settings.Except(lines));
    }
}
