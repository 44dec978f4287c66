using System.CommandLine;
using BrowserScraper.App.Commands;
using BrowserScraper.App.Running;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Tests.Sites.Classes;

namespace BrowserScraper.Tests.App.Commands;

public sealed class RunOptionsTests
{
    private readonly RunOptions options = new(new(new GivenScripts(
    [
        Entry("one-site", new SettingDefinition("QUERY", SettingKind.Text, "", "what to look for")),
        Entry("other-site", new SettingDefinition("QUERY", SettingKind.Text, "", "which word"),
            new SettingDefinition("MAX", SettingKind.Whole, "", "how many")),
    ])));

    [Fact]
    public void Read_OptionOfTwoScripts_IsOneThatTellsOfBoth()
    {
        Command command = Command();

        Option query = Assert.Single(command.Options, option => option.Name == "--query");

        Assert.Equal("one-site: what to look for; other-site: which word", query.Description);
        Assert.Equal("fog", options.Read(command.Parse(["--query", "fog"]), "one-site").Request.Settings["QUERY"]);
    }

    [Fact]
    public void Read_OptionOfAScriptNamedLikeOneOfOurs_LeavesOursAsItIs()
    {
        Command command = Command();

        IReadOnlyDictionary<string, string?> settings =
            options.Read(command.Parse(["--max", "3", "--set", "MAX=7"]), "other-site").Request.Settings;

        Assert.Single(command.Options, option => option.Name == "--max");
        Assert.Equal(("3", "7"), (settings["MAX_DOWNLOADS"], settings["MAX"]));
    }

    private Command Command()
    {
        Command command = new("run");
        options.AddTo(command);
        return command;
    }

    private static SiteScriptEntry Entry(string name, params SettingDefinition[] options) =>
        new(name, "a test's", _ => new TakesNothing()) { Options = options };
}
