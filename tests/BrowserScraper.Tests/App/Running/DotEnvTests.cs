using BrowserScraper.App.Running;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Running;

/// <summary>The current folder and the environment belong to the whole process: nothing else runs beside these tests.</summary>
[CollectionDefinition(nameof(DotEnvTests), DisableParallelization = true)]
[Collection(nameof(DotEnvTests))]
public sealed class DotEnvTests : IDisposable
{
    private const string Variable = "UNIT_TEST_SITE_USERNAME";

    private static readonly SiteScriptEntry Entry = new("unit-test-site", "a test's", settings => new DealerInventory(settings));

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public DotEnvTests() => Directory.SetCurrentDirectory(folder.Root);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [Fact]
    public void Read_EachSourceInTurn_OverrulesTheNext()
    {
        Dictionary<string, string> script = new() { [Variable] = "script", ["REQUEST_TIMEOUT"] = "10" };
        Profile profile = new("test", "a test's", new Dictionary<string, string?> { [Variable] = "profile" });
        Profile none = Profile.Find("full")!;
        List<string> won = [Read(none, script: script).Text(Variable)];

        File.WriteAllText(".env", $"{Variable}=file\n");
        won.Add(Read(none, script: script).Text(Variable));
        Environment.SetEnvironmentVariable(Variable, "environment");
        won.Add(Read(none, script: script).Text(Variable));
        won.Add(Read(profile, script: script).Text(Variable));
        won.Add(Read(profile, new() { [Variable] = "command line" }, script).Text(Variable));

        Assert.Equal(["script", "file", "environment", "profile", "command line"], won);
        Assert.Equal(10, Read(none, script: script).Number("REQUEST_TIMEOUT"));
    }

    [Fact]
    public void Read_NoDotEnv_IsTheDefaults() => Assert.Equal(5, Read(Profile.Find("full")!).Whole("CONCURRENT_PAGES"));

    [Fact]
    public void Read_DotEnvAsPeopleWriteIt_IsUnderstood()
    {
        File.WriteAllText(".env", """
            # a comment
            MAX_RETRIES=3   # behind a value

            UNIT_TEST_SITE_PASSWORD="p#ss w=rd"
            UNIT_TEST_SITE_USERNAME='anna'
            export CONCURRENT_CONTEXTS=7
            ITEM_TIMEOUT=60
            ITEM_TIMEOUT=70
            BROWSER_PATH=
            """);

        SettingsReader read = Read(Profile.Find("full")!);

        Assert.Equal((3, 7, 70), (read.Whole("MAX_RETRIES"), read.Whole("CONCURRENT_PAGES"), read.Number("ITEM_TIMEOUT")));
        Assert.Equal(
            ("p#ss w=rd", "anna", null), (read.Text("UNIT_TEST_SITE_PASSWORD"), read.Text(Variable), read.OptionalText("BROWSER_PATH")));
    }

    [Fact]
    public void Read_DotEnv_ChangesNothingForOtherPrograms()
    {
        File.WriteAllText(".env", $"{Variable}=file\n");

        Read(Profile.Find("full")!);

        Assert.Null(Environment.GetEnvironmentVariable(Variable));
    }

    [Theory]
    [InlineData("UNIT_TEST_SITE_PASSWORD=\"hunter2\nMAX_RETRIES=3\n", 3)]
    [InlineData("UNIT_TEST_SITE_PASSWORD=hunter2\nMAX_RETRIES 3\n", 2)]
    [InlineData("UNIT_TEST_SITE_PASSWORD hunter2\n", 1)]
    public void Read_DotEnvIsBroken_NamesFileAndLineAndNoSecret(string content, int line)
    {
        File.WriteAllText(".env", content);

        RunStopException stop = Assert.Throws<RunStopException>(() => Read(Profile.Find("full")!));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Contains(Path.Combine(folder.Root, ".env"), stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", stop.Message, StringComparison.Ordinal);
        Assert.Contains($" near line {line}; write one NAME=value per line", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MistakesInSeveralSources_AreReportedTogether()
    {
        File.WriteAllText(".env", "UNIT_TEST_SITE_PASSWORD=hunter2\nHEADLESS=maybe\n");

        IReadOnlyList<string> problems = Read(Profile.Find("full")!, new() { ["CONCURRENT_PAGES"] = "65" }).Check();

        Assert.Equal(
            [
                "CONCURRENT_PAGES=65 (command line): must be a whole number from 1 to 64, auto, or auto with bounds such as auto:2-20",
                "HEADLESS=maybe (.env): must be true or false",
            ],
            problems);
    }

    [Fact]
    public void Misspelt_DotEnv_WarnsOfNamesThatLookLikeOurs()
    {
        File.WriteAllText(
            ".env",
            "ITEM_TIMOUT=60\nUNIT_TEST_SITE_USER=anna\nunit_test_site_password=hunter2\n"
                + "MAX_RETRIES=3\nPATH_TO_REPORTS=x\nAPI_KEY=hunter3\n");

        Assert.Equal(
            [
                "WARNING: .env: ITEM_TIMOUT is no setting, and is ignored; did you mean ITEM_TIMEOUT?",
                "WARNING: .env: UNIT_TEST_SITE_USER is no setting, and is ignored; there are UNIT_TEST_SITE_URL, UNIT_TEST_SITE_USERNAME, "
                    + "UNIT_TEST_SITE_PASSWORD, UNIT_TEST_SITE_HTTP_USERNAME, UNIT_TEST_SITE_HTTP_PASSWORD, UNIT_TEST_SITE_ACCOUNTS",
            ],
            DotEnv.Misspelt([Entry]));
    }

    [Fact]
    public void Replaced_DollarsOutsideSingleQuotes_AreWarnedOfWithoutTheirValues()
    {
        File.WriteAllText(
            ".env", "# COST=$5\nSHOP_PASSWORD=pa$$word\nSHOP_USERNAME=\"a$b\"\nexport "
                + "SHOP_URL=https://x.example/$y\nOTHER='pa$$word'\nDATA_DIR=${PATH}/data\nLOG_DIR=${NOT_SET_HERE}/logs\nPLAIN=5\n");

        Assert.Equal(
            [(2, "SHOP_PASSWORD"), (3, "SHOP_USERNAME"), (4, "SHOP_URL"), (7, "LOG_DIR")],
            DotEnv.Replaced().Select(warning => warning.Split(' ')).Select(words => (int.Parse(words[3].TrimEnd(':')), words[4])));
        Assert.DoesNotContain(DotEnv.Replaced(), warning => warning.Contains("word", StringComparison.Ordinal));
    }

    [Fact]
    public void Misspelt_NoDotEnv_IsNothing() => Assert.Empty(DotEnv.Misspelt([Entry]));

    [Fact]
    public void DataDirectory_EachSourceInTurn_OverrulesTheNext()
    {
        List<string> won = [Tool.Open().Settings.DataDirectory(given: null)];
        File.WriteAllText(".env", "DATA_DIR=file\n");
        won.Add(Tool.Open().Settings.DataDirectory(given: null));
        won.Add(Tool.Open().Settings.DataDirectory("command line"));

        Assert.Equal(["data", "file", "command line"], won);
    }

    private static SettingsReader Read(
        Profile profile, Dictionary<string, string?>? commandLine = null, Dictionary<string, string>? script = null)
    {
        RunRequest request = new() { Settings = commandLine ?? [], Origin = CommandLine.Origin };
        SettingsReader read = Tool.Open().Settings.Read(Entry, profile, request, script ?? []);
        read.Check();
        return read;
    }
}
