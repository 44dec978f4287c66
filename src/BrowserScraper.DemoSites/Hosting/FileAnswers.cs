namespace BrowserScraper.DemoSites.Hosting;

/// <summary>A file to download: sent whole, or in one of the ways in which that goes wrong.</summary>
internal static class FileAnswers
{
    // Long enough for what was written to leave the machine; an abort throws away what still waits to be sent.
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromSeconds(1);

    /// <summary>Says what kind of file comes and what a browser should call it.</summary>
    public static void AnnounceFile(this HttpContext context, string contentType, string name)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
    }

    /// <param name="context">The request.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="count">
    /// Called before the last byte, so that whoever holds the whole file also finds it counted.
    /// </param>
    public static async Task SendWholeAsync(this HttpContext context, ReadOnlyMemory<byte> file, Action count)
    {
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file[..^1], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        count();
        await context.Response.Body.WriteAsync(file[^1..], context.RequestAborted);
    }

    /// <summary>The connection breaks in the middle of the file.</summary>
    public static async Task SendBrokenOffAsync(this HttpContext context, ReadOnlyMemory<byte> file)
    {
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file[..(file.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(BeforeAbort, TimeProvider.System, context.RequestAborted);
        context.Abort();
    }

    /// <summary>Half the file, under a length that fits the half.</summary>
    public static async Task SendShortAsync(this HttpContext context, ReadOnlyMemory<byte> file)
    {
        context.Response.ContentLength = file.Length / 2;
        await context.Response.Body.WriteAsync(file[..(file.Length / 2)], context.RequestAborted);
    }

    /// <summary>Half the file, and then nothing until the client goes away or the host stops.</summary>
    public static async Task SendAndHangAsync(this HttpContext context, ReadOnlyMemory<byte> file)
    {
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file[..(file.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await context.HangAsync();
    }

    /// <summary>One byte a second, until the client goes away or the host stops.</summary>
    public static async Task SendDrippingAsync(this HttpContext context, ReadOnlyMemory<byte> file, Action count)
    {
        context.Response.ContentLength = file.Length;
        using CancellationTokenSource over = context.EndOfInterest();
        for (int sent = 0; sent < file.Length && !over.IsCancellationRequested; sent++)
        {
            if (sent == file.Length - 1)
            {
                count();
            }

            await context.Response.Body.WriteAsync(file.Slice(sent, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(BetweenDrops, TimeProvider.System, over.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (over.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
