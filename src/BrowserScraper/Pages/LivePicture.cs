using System.Text.Json;
using System.Threading.Channels;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// What a page shows, as a film: the browser sends a picture when something on the page has changed and the last one has been taken
/// (Page.startScreencast of the DevTools protocol). Follows its place in the pool from one page to the next.
/// </summary>
internal sealed class LivePicture(Func<IPage?> current, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<string, object> Film = new(StringComparer.Ordinal)
    {
        ["format"] = "jpeg",
        ["quality"] = 50,
        ["maxWidth"] = 800,
        ["maxHeight"] = 600,
    };

    /// <param name="show">Given one picture at a time.</param>
    /// <param name="ending">Ends it, quietly.</param>
    public async Task ShowAsync(Func<ReadOnlyMemory<byte>, Task> show, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                if (current() is { IsClosed: false } page)
                {
                    await FilmAsync(page, show, ending);
                }

                await Task.Delay(LookInterval, time, ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    private async Task FilmAsync(IPage page, Func<ReadOnlyMemory<byte>, Task> show, CancellationToken ending)
    {
        // One slot: the browser sends the next picture only when the last one was acknowledged.
        Channel<JsonElement> frames = Channel.CreateUnbounded<JsonElement>();
        void End() => frames.Writer.TryComplete();
        using IDisposable closed = page.OnClose(End);
        using IDisposable crashed = page.OnCrash(End);
        try
        {
            ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
            using IDisposable filming = protocol.OnEventBeside("Page.screencastFrame", page, frame => frames.Writer.TryWrite(frame));
            await protocol.SendAsync("Page.startScreencast", Film);
            try
            {
                await foreach (JsonElement frame in frames.Reader.ReadAllAsync(ending))
                {
                    await show(frame.GetProperty("data").GetBytesFromBase64());
                    Dictionary<string, object> shown = new() { ["sessionId"] = frame.GetProperty("sessionId").GetInt32() };
                    await protocol.SendAsync("Page.screencastFrameAck", shown);
                }
            }
            finally
            {
                await ((Task)protocol.SendAsync("Page.stopScreencast")).EndsWithinAsync(LookInterval, time);
                await protocol.DetachAsync().EndsWithinAsync(LookInterval, time);
            }
        }
        catch (PlaywrightException)
        {
            // The page has gone; there will be another.
        }
    }
}
