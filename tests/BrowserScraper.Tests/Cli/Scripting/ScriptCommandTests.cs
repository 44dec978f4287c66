using System.Diagnostics;

namespace BrowserScraper.Tests.Cli.Scripting;

/// <summary>The tool in a process of its own, in a folder with scripts.</summary>
public sealed class ScriptCommandTests : IDisposable
{
    private static readonly string WithOption =
        ScriptBench.Script("my-site", above: "[Option(\"SKILLS_WANTED\", \"\", \"what to take\")]");

    private readonly ScriptBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Scripts_GoodOnesAndBrokenOnes_AreAllTold()
    {
        bench.Write("playwright-scripts/my-site.cs", WithOption);
        bench.Write("playwright-scripts/broken.cs", "class Broken : SiteScript { int a = 1 }");
        bench.Write("scripts/elsewhere.cs", ScriptBench.Script("elsewhere"));

        (int exitCode, string said, string error) = await ToolAsync("scripts");

        Assert.True(exitCode == 0, said + error);
        Assert.Contains("my-site: a test's", said, StringComparison.Ordinal);
        Assert.Contains("SKILLS_WANTED", said, StringComparison.Ordinal);
        Assert.Contains("playwright-scripts/broken.cs(1,39): error CS1002: ; expected", said, StringComparison.Ordinal);
        Assert.Contains("elsewhere: a test's", (await ToolAsync("scripts", "--set", "SCRIPTS_DIR=scripts")).Said, StringComparison.Ordinal);
        bench.Write(".env", "SCRIPTS_DIR=none");
        Assert.Contains("SCRIPTS_DIR=none: there is no such folder", (await ToolAsync("scripts")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_GoodOnesAndBrokenOnes_OffersTheGoodAndTellsTheBroken()
    {
        bench.Write("playwright-scripts/my-site.cs", WithOption);
        bench.Write("playwright-scripts/broken.cs", "class Broken : SiteScript { int a = 1 }");
        using Process service = Start("serve", "--port", "0");
        try
        {
            List<string> said = [];
            while (!said.Exists(line => line.StartsWith("The service listens at", StringComparison.Ordinal)))
            {
                said.Add(await service.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                    ?? throw new InvalidOperationException($"it ended: {string.Join('\n', said)}"));
            }

            Assert.Contains(said, line => line.Contains("broken.cs(1,39): error CS1002: ; expected", StringComparison.Ordinal));
            using HttpClient client = new();
            string scripts = await client.GetStringAsync(
                new Uri(new Uri(said[^1].Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal))), "scripts"),
                TestContext.Current.CancellationToken);
            Assert.Contains("\"my-site\"", scripts, StringComparison.Ordinal);
            Assert.Contains("SKILLS_WANTED", scripts, StringComparison.Ordinal);
            Assert.Contains("\"dealer-inventory\"", scripts, StringComparison.Ordinal);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Start_ScriptFromTheCache_LoadsNoCompiler()
    {
        bench.Write("playwright-scripts/my-site.cs", ScriptBench.Script("my-site"));
        List<string[]> loaded = [];
        for (int start = 0; start < 2; start++)
        {
            Assert.Contains("my-site: a test's", (await ToolAsync("scripts")).Said, StringComparison.Ordinal);
            loaded.Add(await File.ReadAllLinesAsync(Loaded, TestContext.Current.CancellationToken));
        }

        Assert.Contains("Microsoft.CodeAnalysis.CSharp", loaded[0]);
        Assert.Contains("script-my-site", loaded[1]);
        Assert.DoesNotContain(loaded[1], name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run", "./broken.cs", "ERROR: broken.cs(1,39): error CS1002: ; expected")]
    [InlineData("run", "broken", "ERROR: broken.cs(1,39): error CS1002: ; expected")]
    [InlineData("run", "brokn.cs", "ERROR: brokn.cs: there is no such file; did you mean broken.cs?")]
    [InlineData("resume", "./my-site.cs", "ERROR: there is nothing to resume: ")]
    [InlineData("verify", "./my-site.cs", "no job 'my-site'")]
    [InlineData("report", "my-site.cs", "there is no run of 'my-site'")]
    [InlineData("export", "my-site.cs", "no job 'my-site'")]
    [InlineData("run", "./my-site.cs", "my-site has no demo portal")]
    [InlineData("doctor", "./my-site.cs", "my-site has no demo portal")]
    [InlineData("run", "./endless.cs", "endless.cs: the constructor of Siteendless has not returned after 5 s")]
    public async Task Command_WithAScriptsPath_SaysInOneLineWhatIsWrong(string command, string path, string line)
    {
        bench.Write("broken.cs", "class Broken : SiteScript { int a = 1 }");
        bench.Write("my-site.cs", WithOption);
        bench.Write("endless.cs", ScriptBench.Script("endless", members: "int a = Loop(); static int Loop() { while (true) { } }"));

        (int exitCode, string said, string error) = await ToolAsync(command, path);

        Assert.Equal(2, exitCode);
        Assert.Contains(line, command == "doctor" ? said : error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OptionOfAScriptThatIsNamedByItsPath_IsUnderstood()
    {
        bench.Write("my-site.cs", WithOption);

        Assert.Contains("my-site has no demo portal", (await ToolAsync("run", "./my-site.cs", "--skills-wanted", "Python")).Error,
            StringComparison.Ordinal);
        Assert.Contains("--no-such", (await ToolAsync("run", "./my-site.cs", "--no-such", "Python")).Error, StringComparison.Ordinal);
    }

    private string Loaded => Path.Combine(bench.Caches, "loaded.txt");

    private Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = bench.Root,
        };
        start.Environment["XDG_CACHE_HOME"] = bench.Caches;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = Loaded;
        return Process.Start(start)!;
    }

    private async Task<(int ExitCode, string Said, string Error)> ToolAsync(params string[] arguments)
    {
        using Process tool = Start(arguments);
        Task<string> error = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (tool.ExitCode, said, await error);
    }
}
