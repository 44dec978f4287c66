using System.Diagnostics;
using BrowserScraper.App.Display;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

/// <summary>What a shell is given, and what a real bash makes of it.</summary>
public sealed class CompletionsTests : IDisposable
{
    private readonly StringWriter said = new();
    private readonly ConsoleSet consoles;

    public CompletionsTests() => consoles = ConsoleSet.Of(said, said);

    public void Dispose()
    {
        consoles.Dispose();
        said.Dispose();
    }

    [Theory]
    [InlineData("scraper ver", "verify")]
    [InlineData("scraper run dealer", "dealer-inventory")]
    [InlineData("scraper run --prof", "--profile")]
    public async Task Bash_BeginningOfAWord_IsCompleted(string line, string completed)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["completions"], await PrintAsync("bash"), TestContext.Current.CancellationToken);
        string script = $$"""
            scraper() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll")}}' "$@"; }
            source '{{folder["completions"]}}'
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD={{line.Split(' ').Length - 1}}
            _scraper_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        string found = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(completed, found.Trim());
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete --command scraper")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public async Task Completions_EachShell_GetsItsOwn(string shell, string words) =>
        Assert.Contains(words, await PrintAsync(shell), StringComparison.Ordinal);

    private async Task<string> PrintAsync(string shell)
    {
        Assert.Equal(0, await ToolLine.Root(consoles).Parse(["completions", shell]).InvokeAsync(
            cancellationToken: TestContext.Current.CancellationToken));
        return said.ToString();
    }
}
