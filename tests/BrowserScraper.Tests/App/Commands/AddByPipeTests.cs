using System.Diagnostics;
using System.Text;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

/// <summary>What another program writes into the standard input of ours.</summary>
public sealed class AddByPipeTests
{
    [Theory]
    [InlineData("utf-8", "\r\n")]
    [InlineData("utf-16", "\r\n")]
    [InlineData("utf-16BE", "\r")]
    public async Task Add_ListByPipeWithAMark_TakesEveryLine(string encoding, string end)
    {
        using TemporaryFolder data = new();
        ProcessStartInfo start =
            new("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll"), "add", "video-subtitles", "--input", "-", "--data",
            data.Root])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = data.Root,
        };
        using Process scraper = Process.Start(start)!;
        Encoding code = Encoding.GetEncoding(encoding);
        await scraper.StandardInput.BaseStream.WriteAsync(
            (byte[])[.. code.GetPreamble(), .. code.GetBytes($"dQ3vX9a1bC0{end}aB3dE5fG7hI{end}")], TestContext.Current.CancellationToken);
        scraper.StandardInput.Close();
        string said = await scraper.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await scraper.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(scraper.ExitCode == 0, said);
        List<InputLine> found = [];
        await new Inbox(data["video-subtitles"]).TakeAsync(lines =>
        {
            found.AddRange(lines);
            return Task.CompletedTask;
        }, trouble => Assert.Fail(trouble));
        Assert.Equal([new("dQ3vX9a1bC0"), new("aB3dE5fG7hI")], found);
    }
}
