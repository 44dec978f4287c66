using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Scripts.Subtitles;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Files of any sort, put together by chance from what is right and what is not: Chromium's own reader of WebVTT says what is in them.
/// </summary>
public sealed class WebVttTests
{
    private const int Files = 400;

    private const string ReadByTheBrowser = """
        async files => {
            const all = [];
            for (const file of files) {
                const video = document.createElement('video');
                const track = document.createElement('track');
                video.append(track);
                document.body.append(video);
                const ended = new Promise(end => { track.onload = track.onerror = end; });
                track.src = URL.createObjectURL(new Blob([file]));
                track.track.mode = 'hidden';
                await ended;
                all.push([...(track.track.cues ?? [])].map(
                    cue => `${cue.startTime.toFixed(3)} ${cue.endTime.toFixed(3)} ${cue.getCueAsHTML().textContent}`));
                video.remove();
            }
            return JSON.stringify(all);
        }
        """;

    private static readonly string[] Starts =
        ["WEBVTT", "WEBVTT", "WEBVTT", "WEBVTT a title", "WEBVTT\t", "\uFEFFWEBVTT", "WEBVTT\0", "WEBVT", "WEBVTT --> 1", ""];

    private static readonly string[] Lines =
    [
        "", "", "", "", " ", "id", "2", "NOTE", "NOTE a --> b", "STYLE", "REGION", "::cue { color: red }", "Kind: captions", "see A --> B",
        "-->",
        "00:01.000 --> 00:02.000", "00:03.000 --> 00:04.000 align:start", "0:00:05.000 --> 0:00:06.000", "1:00:05.000 --> 001:00:06.000",
        "00:07.000-->00:08.000",
        "\t00:09.000\t-->\t00:10.000line:0", "100:00:00.000 --> 100:00:01.000", "00:11,000 --> 00:12,000", "0:11.000 --> 0:12.000",
        "60:00.000 --> 61:00.000",
        "00:00:60.000 --> 00:01:00.000", "00:13.000 --> 00:14.0000", "00:15.00 --> 00:16.000", "00:17.000 ---> 00:18.000",
        "00:19.000 -> 00:20.000",
        "hello", "hello there", "<v Ada>hello</v>", "I <3 you &amp; 5 < 6 > 4", "a <b", "c> d", "fir\0st", "&copy 1 &ampx &notit;",
        "&#39;&#128;&#0;&#x1F600;", "&lt;b&gt; &nosuch;",
        "<ruby>a<rt>b</rt></ruby>", "so<00:00:01.500><c.x> it</c> goes",
    ];

    [Fact]
    public async Task Read_FilesOfAnySort_IsWhatTheBrowserReads()
    {
        Random chance = new(18);
        string[] files = [.. Enumerable.Range(0, Files).Select(_ => FileBy(chance))];
        await using VideoPortal portal = await VideoPortal.StartAsync(new() { Videos = 1 }, TestContext.Current.CancellationToken);
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);

        string[][] read = System.Text.Json.JsonSerializer.Deserialize<string[][]>(
            await page.EvaluateAsync<string>(ReadByTheBrowser, files))!;

        Assert.Equal(Files, read.Length);
        Assert.All(files.Zip(read), each => Assert.Equal(Cue.Tidy(each.Second.Select(CueOf)), WebVtt.Read(each.First)));
        Assert.InRange(read.Sum(cues => cues.Length), Files / 2, int.MaxValue); // what the browser refuses would prove nothing
    }

    private static string FileBy(Random chance)
    {
        IEnumerable<string> lines = Enumerable.Range(0, chance.Next(3, 16)).Select(_ => Lines[chance.Next(Lines.Length)]);
        string text = string.Join(
            '\n', lines.Prepend(chance.Next(2) == 0 ? "" : Lines[chance.Next(Lines.Length)]).Prepend(Starts[chance.Next(Starts.Length)]));
        return chance.Next(3) switch
            { 0 => text.Replace('\n', '\r'), 1 => text.Replace("\n", "\r\n", StringComparison.Ordinal), _ => text };
    }

    private static Cue CueOf(string said)
    {
        string[] parts = said.Split(' ', 3);
        return new(TimeSpan.FromMilliseconds(Milliseconds(parts[0])), TimeSpan.FromMilliseconds(Milliseconds(parts[1])), parts[2]);
    }

    private static long Milliseconds(string seconds) =>
        long.Parse(seconds.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
