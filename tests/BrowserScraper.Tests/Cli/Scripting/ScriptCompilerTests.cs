using BrowserScraper.Cli.Scripting;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Cli.Scripting;

public sealed class ScriptCompilerTests : IDisposable
{
    private readonly ScriptBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Script_AsDotnetRunTakesIt_Compiles()
    {
        string text = "#!/usr/bin/env dotnet\n#:package BrowserScraper.App@0.1.0\n#:package Microsoft.Playwright@1.0.0\n"
            + "#:property PublishAot=false\nreturn await Scraper.RunAsync<Sitemy_site>(args);\n"
            + ScriptBench.Script("my-site", members: "static ILocator? Row(IPage page) => page.Locator(\"tr\"); string? text = null;");

        Assert.Equal("my-site", Assert.Single(Load("my-site.cs", text)).Name);
    }

    [Theory]
    [InlineData("int a = 1 }", "my-site.cs(3,15): error CS1002: ; expected")]
    [InlineData("Missing? a; }", "my-site.cs(3,5): error CS0246: The type or namespace name 'Missing' could not be found (are you missing "
        + "a using directive or an assembly reference?)")]
    [InlineData("BrowserScraper.DemoSites.IDemoPortal? a; }", "my-site.cs(3,20): error CS0234: ")] // the tool has it, dotnet run has not
    public void OneError_InTheFile_IsOneLineWithItsPlace(string line, string error)
    {
        bench.Write("my-site.cs", $"// SiteScript\nclass A {{\n    {line}");

        Assert.StartsWith(Path.Combine(bench.Root, error), Refused("my-site.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyErrors_InTwoFiles_AreSortedAndCutAtTwenty()
    {
        bench.Write("site/b.cs", string.Concat(Enumerable.Range(1, 21).Select(number => $"class B{number} : Missing;\n")));
        bench.Write("site/a.cs", "class A1 : Missing;\nclass A2 : Missing;");

        string[] lines = Refused("site").Split('\n');

        string folder = Path.Combine(bench.Root, "site");
        Assert.Equal($"{folder} does not compile:", lines[0]);
        Assert.StartsWith($"  {folder}/a.cs(1,12): error CS0246", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"  {folder}/a.cs(2,12): error CS0246", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"  {folder}/b.cs(18,13): error CS0246", lines[20], StringComparison.Ordinal);
        Assert.Equal(("  and 3 more", 22), (lines[21], lines.Length));
    }

    [Theory]
    [InlineData("#:package Newtonsoft.Json@13.0.3", "packages work")]
    [InlineData("#:package  BrowserScraperLike", "packages work")]
    [InlineData("#:package Foo\n#:package Bar@1", "packages work")]
    [InlineData("#:project ../Other", "such lines work")]
    [InlineData("#:sdk Microsoft.NET.Sdk.Web", "such lines work")]
    public void Directive_ForWhatTheToolHasNot_SaysThatDotnetRunHasIt(string directive, string works)
    {
        string path = bench.Write("my-site.cs", $"#:package BrowserScraper.App@*\n{directive}\n{ScriptBench.Script("my-site")}");

        Assert.Equal(
            $"{path}(2): {directive.Replace("\n", ", ", StringComparison.Ordinal)}: {works} with dotnet run {path}; scraper compiles "
                + "scripts with BrowserScraper and .NET alone",
            Refused("my-site.cs"));
    }

    [Theory]
    [InlineData("OWN-preview.2", false)]
    [InlineData("0.*", false)]
    [InlineData("9.2.0", true)]
    public void ScriptForAnotherVersion_ThatDoesNotCompile_IsToldSo(string version, bool isTold)
    {
        string own = typeof(ScriptCompiler).Assembly.GetName().Version!.ToString(fieldCount: 3);
        string asked = version.Replace("OWN", own, StringComparison.Ordinal);
        bench.Write("my-site.cs", $"#:package BrowserScraper.App@{asked}\nclass A : SiteScript, Missing;");

        Assert.Equal(
            isTold,
            Refused("my-site.cs").Contains($"the script asks for BrowserScraper.App {asked}, and this is {own}", StringComparison.Ordinal));
    }

    [Fact]
    public void ScriptForAnotherVersion_ThatCompiles_IsTaken() =>
        Assert.Single(Load("my-site.cs", $"#:package BrowserScraper@9.2.0\n{ScriptBench.Script("my-site")}"));

    [Theory]
    [InlineData("BrowserScraper.cs")] // as an assembly of ours
    [InlineData("Ünïcode, with=signs.cs")]
    public void OddFileNames_OfScripts_AreFine(string file) => Assert.Single(Load(file, ScriptBench.Script("my-site")));

    [Fact]
    public void Fault_OfAScript_HasItsFileAndLine()
    {
        string members = "public static void Throw() => throw new InvalidOperationException();";
        string text = ScriptBench.Script("my-site", members: members);
        Type type = Load("my-site.cs", text)[0].Create(new(new("http://localhost/"), "", "")).GetType();

        Exception thrown = Assert.ThrowsAny<Exception>(() => type.GetMethod("Throw")!.Invoke(null, null));

        Assert.Contains("my-site.cs:line 10", thrown.ToString(), StringComparison.Ordinal);
    }

    private IReadOnlyList<BrowserScraper.Sites.SiteScriptEntry> Load(string file, string text) =>
        bench.Loader.Load(ScriptReader.Read(bench.Write(file, text)));

    private string Refused(string name)
    {
        ScriptSource source = ScriptReader.Read(Path.Combine(bench.Root, name));
        RunStopException stop = Assert.Throws<RunStopException>(() => bench.Loader.Load(source));
        Assert.Equal(StopReason.BadUsage, stop.Reason);
        return stop.Message;
    }
}
