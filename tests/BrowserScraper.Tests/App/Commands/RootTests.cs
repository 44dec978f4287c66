using System.CommandLine;
using BrowserScraper.App.Commands;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.App.Commands;

public sealed class RootTests : IDisposable
{
    private readonly ConsoleSet consoles = ConsoleSet.Standard();

    public void Dispose() => consoles.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("run dealer-inventory --profile test-30 --json --force")]
    [InlineData("run --set ITEM_TIMEOUT=60 --set MAX_RETRIES=0 --max 5 --pages 3")]
    [InlineData("resume dealer-inventory")]
    [InlineData("retry --failed")]
    [InlineData("retry dealer-inventory --class SiteChanged --max 3")]
    [InlineData("verify dealer-inventory --data d --json")]
    [InlineData("demo --vehicles 10 --fault error500=2% --fault hang=#3,#7")]
    [InlineData("demo --media-results 5 --fault hang@gallery --fault slow@lazy=2")]
    [InlineData("run video-subtitles --input - --videos 20")]
    [InlineData("resume video-subtitles --known-only")]
    [InlineData("add video-subtitles dQ3vX9a1bC0 --input videos.txt --priority low --data d")]
    [InlineData("scripts")]
    [InlineData("scripts --data d --set A=b")]
    [InlineData("jobs show dealer-inventory --data d")]
    [InlineData("--data d jobs")]
    [InlineData("jobs cleanup --older-than 10m --data d")]
    [InlineData("sources media-search --data d --json")]
    [InlineData("jobs pause dealer-inventory --data d")]
    [InlineData("jobs pages dealer-inventory auto:2-20")]
    [InlineData("jobs cancel dealer-inventory ITEM1 ITEM2")]
    [InlineData("jobs stop dealer-inventory")]
    [InlineData("sources")]
    [InlineData("doctor book-library --headless false --data d --set A=b")]
    [InlineData("install-browser --headless false --set A=b")]
    [InlineData("retry --failed --vehicles 40 --json")]
    [InlineData("jobs")]
    [InlineData("report dealer-inventory --run 20261122-112614-1961 --open --data d")]
    [InlineData("export --format jsonl --output items.jsonl")]
    [InlineData("doctor")]
    [InlineData("chaos")]
    [InlineData("chaos book-library --items 60 --kills 15 --seed 3 --kinds browser,disk --set CONCURRENT_PAGES=5 --patience 60 --keep")]
    [InlineData("chaos --machines 3 --items 300 --kills 60 --kinds kill,stop --store postgres://scraper@db1.example.com/scraper")]
    public void Parse_GoodLine_HasNoErrors(string line) => Assert.Empty(Parse(line).Errors);

    [Theory]
    [InlineData("run dealer-inventory --pagse 3", "--pagse")]
    [InlineData("run --pagse 3", "--pagse")]
    [InlineData("walk", "walk")]
    [InlineData("run one two", "two")]
    [InlineData("demo --port abc", "abc")]
    [InlineData("run --max", "--max")]
    [InlineData("export --format xml", "xml")]
    [InlineData("verify --max 3", "--max")]
    [InlineData("jobs cleanup --older-than soon", "--older-than soon: write a number above 0 with s, m or h")]
    [InlineData("doctor --vehicles 4", "--vehicles")]
    [InlineData("retry --failed --profile test-10", "--profile")]
    [InlineData("install-browser --force", "--force")]
    public void Parse_BadLine_NamesWhatIsWrong(string line, string named) =>
        Assert.Contains(Parse(line).Errors, error => error.Message.Contains(named, StringComparison.Ordinal));

    [Fact]
    public void Read_Options_BecomeTheSettingsTheyStandFor()
    {
        RunArguments read =
            Read("--max 5 --pages 3 --headless false --block-resources false --data d --force --json --set ITEM_TIMEOUT=60 --set A=b=c "
                + "--profile test-10");

        Assert.Equal(("test-10", true), (read.Request.Profile, read.Json));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["MAX_DOWNLOADS"] = "5",
                ["CONCURRENT_PAGES"] = "3",
                ["HEADLESS"] = "false",
                ["BLOCK_RESOURCES"] = "false",
                ["DATA_DIR"] = "d",
                ["FORCE_REDOWNLOAD"] = "true",
                ["ITEM_TIMEOUT"] = "60",
                ["A"] = "b=c",
            },
            read.Request.Settings);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--max 5", true)]
    [InlineData("run dealer-inventory --max 5", true)]
    [InlineData("resume dealer-inventory", true)]
    [InlineData("--help", false)]
    [InlineData("run --help", false)]
    [InlineData("--version", false)]
    [InlineData("serve", false)]
    [InlineData("jobs", false)]
    public void IsForRun_OnlyWhereARunBeginsAtOnce_IsTrue(string line, bool isForRun) =>
        Assert.Equal(isForRun, Root.IsForRun(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Read_NoOptions_SetsNothing()
    {
        RunArguments read = Read("");

        Assert.Equal(("full", false), (read.Request.Profile, read.Json));
        Assert.Empty(read.Request.Settings);
    }

    [Theory]
    [InlineData("--profile test-11",
        "--profile: there is no profile 'test-11'; profiles: full, test-10, test-30, stress-100, balanced, fast-network, slow-network")]
    [InlineData("--set ITEM_TIMEOUT", "--set ITEM_TIMEOUT: write NAME=VALUE, such as --set ITEM_TIMEOUT=60")]
    [InlineData("--input videos.txt --known-only", "--input and --known-only: give one of them")]
    [InlineData("--set =60", "--set =60: write NAME=VALUE, such as --set ITEM_TIMEOUT=60")]
    public void Read_BadOption_SaysWhatIsAllowed(string line, string message)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => Read(line));

        Assert.Equal((StopReason.BadUsage, message), (stop.Reason, stop.Message));
    }

    [Fact]
    public void Read_CommandWithFewOptions_HasTheRestByDefaultAndWhatStandsBeforeItsName()
    {
        RunOptions options = ToolLine.Options();
        Command verify = new("verify") { options.Data };
        RootCommand root = new("a test's") { verify };
        options.AddTo(root);

        RunArguments read = options.Read(root.Parse("--set A=b verify --data d"), script: null);

        Assert.Equal(("full", false), (read.Request.Profile, read.Json));
        Assert.Equal(("d", "b"), (read.Request.Settings["DATA_DIR"], read.Request.Settings["A"]));
        Assert.Empty(read.Portals!.Given);
    }

    [Theory]
    [InlineData("--help", "scraper [command] [options]")]
    [InlineData("verify --help", "scraper verify [<job>] [options]")]
    public async Task Help_OfAnyCommand_CallsTheProgramAsTheDocsDo(string line, string usage)
    {
        using StringWriter output = new();
        await Parse(line).InvokeAsync(new() { Output = output }, TestContext.Current.CancellationToken);

        Assert.Contains(usage, output.ToString(), StringComparison.Ordinal);
    }

    private static RunArguments Read(string line)
    {
        RunOptions options = ToolLine.Options();
        RootCommand root = new("a test's");
        options.AddTo(root);
        return options.Read(root.Parse(line), script: null);
    }

    private ParseResult Parse(string line) => ToolLine.Root(consoles).Parse(line);
}
