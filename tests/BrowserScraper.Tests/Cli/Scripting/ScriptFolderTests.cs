using BrowserScraper.Cli.Scripting;
using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Cli.Scripting;

public sealed class ScriptFolderTests : IDisposable
{
    private const string Broken = "[Site(\"broken\", \"\")] class Broken : SiteScript { int a = 1 }";
    private static readonly SiteScriptEntry[] BuiltIn = [.. SiteScriptEntry.AllOf(typeof(DealerInventory).Assembly)];
    private readonly ScriptBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void All_FilesAndFolders_AreThoseThatHoldScripts()
    {
        bench.Write("playwright-scripts/one-file.cs", ScriptBench.Script("one-file"));
        bench.Write("playwright-scripts/five-files/Site.cs", ScriptBench.Script(
            "five-files", members: "int Sum => One.N + Two.N + Three.N + Four.N;"));
        foreach (string part in (string[])["One", "Two", "more/Three", "more/Four"])
        {
            bench.Write($"playwright-scripts/five-files/{part}.cs", $"static class {Path.GetFileName(part)} {{ public const int N = 1; }}");
        }

        foreach (string passedOver in (string[])
            ["_old.cs", ".saved.cs", "bin/a.cs", "obj/a.cs", "_off/a.cs", "notes.txt", "pictures/a.cs.png"])
        {
            bench.Write($"playwright-scripts/{passedOver}", Broken);
        }

        bench.Write("playwright-scripts/Helper.cs", "this is for something else, and nobody compiles it");
        bench.Write("playwright-scripts/tools/Helper.cs", "so is this");
        bench.Write("playwright-scripts/NoScript.cs", "// SiteScript is only mentioned\nclass NoScript;");

        ScriptFolder scripts = bench.Open(BuiltIn);

        Assert.Equal([.. BuiltIn.Select(entry => entry.Name), "five-files", "one-file"], scripts.All.Select(entry => entry.Name));
        Assert.Equal(Path.Combine(bench.Scripts, "one-file.cs"), scripts.All[^1].Origin);
        Assert.Empty(scripts.Problems);
    }

    [Fact]
    public void Again_FileWasSaved_IsWhatItSaysNow()
    {
        string path = bench.Write("my-site.cs", ScriptBench.Script("my-site"));
        ScriptFolder scripts = bench.Open(BuiltIn);
        Assert.Equal("my-site", scripts.NameOf(path));

        bench.Write("my-site.cs", "class SiteScript");
        Assert.Throws<RunStopException>(() => scripts.Again(path));
        bench.Write("my-site.cs", ScriptBench.Script("other-name"));

        Assert.Equal("other-name", scripts.Again(path));
        Assert.Equal([.. BuiltIn.Select(entry => entry.Name), "other-name"], scripts.All.Select(entry => entry.Name));
    }

    [Fact]
    public void Again_ListedScriptThatWasBroken_RunsByItsName()
    {
        bench.Write("playwright-scripts/broken.cs", Broken);
        ScriptFolder scripts = bench.Open();
        Assert.Throws<RunStopException>(() => scripts.NameOf("broken"));

        bench.Write("playwright-scripts/broken.cs", ScriptBench.Script("broken"));

        Assert.Equal("broken", scripts.Again("broken"));
        Assert.Equal("broken", scripts.NameOf("broken"));
    }

    [Fact]
    public void FilesOf_EachKindOfScript_AreThoseThatSomebodySaves()
    {
        string listed = bench.Write("playwright-scripts/one-file.cs", ScriptBench.Script("listed"));
        string broken = bench.Write("playwright-scripts/broken.cs", Broken);
        string beside = bench.Write("my-site.cs", ScriptBench.Script("my-site"));
        ScriptFolder scripts = bench.Open(BuiltIn);

        Assert.Equal([listed], scripts.FilesOf("listed"));
        Assert.Equal([broken], scripts.FilesOf("broken"));
        Assert.Equal([beside], scripts.FilesOf("my-site"));
        Assert.Equal([beside], scripts.FilesOf(beside));
        Assert.Empty(scripts.FilesOf("dealer-inventory"));
    }

    [Fact]
    public void All_FolderOfAProject_AreTheFilesInSites()
    {
        bench.Write("playwright-scripts/My.csproj", "<Project/>");
        bench.Write("playwright-scripts/BuiltIn.cs", ScriptBench.Script("built-in"));
        bench.Write("playwright-scripts/sites/one-file.cs", ScriptBench.Script("one-file"));

        Assert.Equal("one-file", Assert.Single(bench.Open().All).Name);
    }

    [Fact]
    public void Places_FolderThatIsNotThere_IsAProblemWhereItIsSet()
    {
        Assert.Empty(ScriptPlaces.In(Path.Combine(bench.Root, "none"), isSet: false).Problems);
        Assert.Contains(
            "/none: there is no such folder", Assert.Single(ScriptPlaces.In(Path.Combine(bench.Root, "none"), isSet: true).Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenOne_BesideGoodOnes_IsNamedAndHarmsNone()
    {
        bench.Write("playwright-scripts/good.cs", ScriptBench.Script("good"));
        string broken = bench.Write("playwright-scripts/broken.cs", Broken);
        bench.Write("playwright-scripts/ill-named.cs", ScriptBench.Script("Ill-Named"));

        ScriptFolder scripts = bench.Open();

        Assert.Equal("good", Assert.Single(scripts.All).Name);
        Assert.Equal(2, scripts.Problems.Count);
        Assert.StartsWith($"{broken}(1,60): error CS1002: ; expected", scripts.Problems[0], StringComparison.Ordinal);
        Assert.Contains("'Ill-Named' must be lower-case words", scripts.Problems[1], StringComparison.Ordinal);
        Assert.Equal("good", scripts.NameOf("good"));
        Assert.Contains("CS1002", Assert.Throws<RunStopException>(() => scripts.NameOf("broken")).Message, StringComparison.Ordinal);
        Assert.Contains("CS1002", Assert.Throws<RunStopException>(() => scripts.NameOf(broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoOfOneName_BothAreNamed_AndEachRunsByItsPath()
    {
        string one = bench.Write("playwright-scripts/one.cs", ScriptBench.Script("same"));
        string two = bench.Write("playwright-scripts/two.cs", ScriptBench.Script("same"));

        ScriptFolder scripts = bench.Open();

        Assert.Empty(scripts.All);
        string problem = Assert.Single(scripts.Problems);
        Assert.StartsWith($"the scripts of {one} and {two} have one name, 'same'", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<RunStopException>(() => scripts.NameOf("same")).Message);
        Assert.Equal("same", scripts.NameOf(two));
        Assert.Equal(two, Assert.Single(scripts.All).Origin);
    }

    [Fact]
    public void NameOfABuiltInOne_TheUsersTakesItsPlace_EvenWhereItIsBroken()
    {
        string own = bench.Write("playwright-scripts/mine.cs", ScriptBench.Script("dealer-inventory"));
        string broken = bench.Write("playwright-scripts/book-library.cs", Broken);

        ScriptFolder scripts = bench.Open(BuiltIn);

        Assert.Equal(BuiltIn.Select(entry => entry.Name), scripts.All.Select(entry => entry.Name));
        Assert.Equal(own, scripts.All.Single(entry => entry.Name == "dealer-inventory").Origin);
        Assert.Contains($"{own} takes the place of the tool's own dealer-inventory", scripts.Problems);
        Assert.Contains(broken, Assert.Throws<RunStopException>(() => scripts.NameOf("book-library")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOfABuiltInOne_ThatAnotherWouldHaveToo_RefuseThatOneAlone()
    {
        bench.Write("playwright-scripts/good.cs", ScriptBench.Script("good"));
        bench.Write("playwright-scripts/mine.cs", ScriptBench.Script("mine", above: "[Option(\"DEALER_INVENTORY_URL\", \"\", \"what\")]"));

        ScriptFolder scripts = bench.Open(BuiltIn);

        Assert.Equal(BuiltIn.Length + 1, scripts.All.Count);
        Assert.Contains("would both have a setting DEALER_INVENTORY_URL", Assert.Single(scripts.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-site", "other-name")]
    [InlineData("my-site/what-is-asked-for", "other-name/what-is-asked-for")]
    [InlineData("folder", "in-folder")]
    [InlineData("listed", "listed")]
    [InlineData("listed/what-is-asked-for", "listed/what-is-asked-for")]
    [InlineData("unknown", "unknown")]
    public void NameOf_PlainName_IsAListedScriptOrAFileOfTheCurrentFolder(string given, string name)
    {
        bench.Write("playwright-scripts/listed.cs", ScriptBench.Script("listed"));
        bench.Write("listed.cs", ScriptBench.Script("not-this-one"));
        bench.Write("my-site.cs", ScriptBench.Script("other-name"));
        bench.Write("folder/Site.cs", ScriptBench.Script("in-folder"));

        Assert.Equal(name, bench.Open().NameOf(given));
    }

    [Fact]
    public void NameOf_Paths_AreFilesAndFolders()
    {
        string file = bench.Write("sites/my-site.cs", ScriptBench.Script("my-site"));
        string folder = Path.GetDirectoryName(bench.Write("in-folder/Site.cs", ScriptBench.Script("in-folder")))!;

        ScriptFolder scripts = bench.Open();

        Assert.Equal(("my-site", "in-folder"), (scripts.NameOf(file), scripts.NameOf($"{folder}/")));
        Assert.Equal([file, folder], scripts.All.Select(entry => entry.Origin));
    }

    [Fact]
    public void NameOf_FileOfSeveralScripts_IsTheOneThatIsCalledAsTheFile()
    {
        string both = ScriptBench.Script("one") + ScriptBench.Script("two");
        string file = bench.Write("two.cs", both);
        string other = bench.Write("other.cs", both);

        ScriptFolder scripts = bench.Open();

        Assert.Equal("two", scripts.NameOf(file));
        Assert.Contains("holds several site scripts, one, two", Assert.Throws<RunStopException>(() => scripts.NameOf(other)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("class Empty;")]
    [InlineData("// SiteScript\nclass Empty;")]
    public void NameOf_FileWithoutAScript_SaysWhatOneIs(string text) => Assert.Contains(
        "empty.cs holds no site script: a class that derives from SiteScript, with [Site(",
        Assert.Throws<RunStopException>(() => bench.Open().NameOf(bench.Write("empty.cs", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void LookAhead_ArgumentsThatNameScripts_ListsThemWithTheirOptions()
    {
        string file = bench.Write("sites/my-site.cs", ScriptBench.Script("my-site", above: "[Option(\"SKILLS\", \"\", \"what\")]"));
        bench.Write("beside.cs", ScriptBench.Script("beside"));
        bench.Write("run.cs", ScriptBench.Script("no-command"));
        bench.Write("broken.cs", Broken);

        ScriptFolder scripts = bench.Open();
        scripts.LookAhead(["run", file, "beside", "broken", "--skills", "Python", "--data", bench.Root, "none.cs", "-x"]);

        Assert.Equal(["my-site", "beside"], scripts.All.Select(entry => entry.Name));
        Assert.Equal("SKILLS", Assert.Single(scripts.All[0].Options).Name);
        Assert.Contains("CS1002", Assert.Throws<RunStopException>(() => scripts.NameOf("broken")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConstructorThatNeverEnds_WhileScriptsAreListed_IsNotCalled()
    {
        bench.Write("playwright-scripts/endless.cs", ScriptBench.Script(
            "endless", members: "int Never { get; } = Loop(); static int Loop() { while (true) { } }"));

        Assert.Equal("endless", Assert.Single(bench.Open().All).Name);
    }
}
