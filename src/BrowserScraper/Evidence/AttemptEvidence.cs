using BrowserScraper.Items;
using BrowserScraper.Redaction;
using BrowserScraper.Storage;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>
/// What one attempt leaves behind if it fails. It is taken while the page still shows the failure, and written only where it is kept.
/// </summary>
/// <param name="folder">Where it is written.</param>
/// <param name="item">The item.</param>
/// <param name="attempt">The attempt's number.</param>
/// <param name="lines">What console and network said.</param>
/// <param name="time">The clock for the limits.</param>
internal sealed class AttemptEvidence(
    EvidenceFolder folder, WorkItem item, int attempt, Func<IReadOnlyList<string>> lines, TimeProvider time)
{
    // Whoever opens the page from the disk must run none of its scripts and reach no network.
    private const string Lock =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n";

    // At a deadline, this and closing the page must stay within a second together.
    private static readonly TimeSpan LateLimit = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan PieceLimit = TimeSpan.FromSeconds(3);

    private const int LongestLine = 500;

    private Task? taking;
    private byte[]? picture;
    private string? html;
    private string? log;

    /// <summary>What ended the attempt; its whole stack is kept.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Takes it from the page as it is now; the first call counts. Bounded to a few seconds, and never fails.</summary>
    public Task TakeAsync(IPage page) => folder.IsOpen ? taking ??= TakeOnceAsync(page, PieceLimit) : Task.CompletedTask;

    /// <summary>The same at a deadline, within half a second: what has not come by then does not come.</summary>
    public Task TakeLateAsync(IPage page) => !folder.IsOpen ? Task.CompletedTask
        : taking is { } begun ? Task.WhenAny(begun, Task.Delay(LateLimit, time))
        : taking = TakeOnceAsync(page, LateLimit);

    /// <summary>Writes it.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <returns>The item's folder relative to the run's, or null where there is nothing.</returns>
    public async Task<string?> KeepAsync(ItemOutcome outcome)
    {
        if ((taking is null && Fault is null) || !folder.IsOpen)
        {
            return null;
        }

        await (taking ?? Task.CompletedTask);
        try
        {
            await WriteAsync("png", picture);
            await WriteAsync("html", html is null ? null : System.Text.Encoding.UTF8.GetBytes(html));
            await WriteAsync(
                "log", System.Text.Encoding.UTF8.GetBytes(
                    $"{outcome.Name}: {folder.Secrets.Told(outcome.Reason, item.Address)}\n{log}\n{Stack()}"));
            return folder.Of(item);
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            folder.Refused(cause);
            return null;
        }
    }

    private async Task TakeOnceAsync(IPage page, TimeSpan limit)
    {
        // All at once: they need different parts of the browser, and a page that hangs gives none of them.
        Task<RunSecrets?> cookies = WithinAsync(limit, PageSecrets.ReadCookiesAsync(page.Context, folder.Secrets));
        Task<RunSecrets?> stored = WithinAsync(limit, PageSecrets.ReadStorageAsync(page, folder.Secrets));
        Task<byte[]?> shot =
            WithinAsync(limit,
            page.ScreenshotAsync(new() { Timeout = (float)PieceLimit.TotalMilliseconds, Animations = ScreenshotAnimations.Disabled }));
        Task<string?> content = WithinAsync(limit, page.ContentAsync());
        picture = await shot;
        string? found = await content;
        await stored;
        if (await cookies is { } secrets)
        {
            html = found is null ? null : Lock + secrets.RemovedFrom(found);
            log = string.Join('\n', lines().Prepend(page.Url).Select(line => Cut(secrets.Told(line, item.Address)))) + "\n";
        }
    }

    // Only now: half a secret would be found no more.
    private static string Cut(string line) => line.Length > LongestLine ? line[..LongestLine] + "..." : line;

    private string Stack() => Fault is null ? "" : $"{folder.Secrets.Told(Fault.ToString(), item.Address)}\n\n";

    private async Task WriteAsync(string extension, byte[]? content)
    {
        if (content is not null)
        {
            await File.WriteAllBytesAsync(folder.PathOf(item, $"attempt-{attempt}.{extension}"), content);
            folder.Count(content.Length);
        }
    }

    private async Task<T?> WithinAsync<T>(TimeSpan limit, Task<T> piece)
        where T : class
    {
        try
        {
            return await piece.WaitAsync(limit, time);
        }
        catch (Exception)
        {
            return null; // the page is gone, or hangs; whatever it is, evidence must never harm the run
        }
    }
}
