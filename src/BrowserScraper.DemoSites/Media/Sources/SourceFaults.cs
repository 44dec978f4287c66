using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>What goes wrong with a request before anybody looks at it.</summary>
internal sealed class SourceFaults(SourceFacts facts, MediaFault fault)
{
    private int refused;

    /// <summary>Middleware that answers badly, late or not at all, or passes the request on.</summary>
    public RequestDelegate Strike(RequestDelegate next) => async context =>
    {
        if (fault.Hangs)
        {
            await context.HangAsync();
            return;
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await (IsRefused(context.Request) ? context.TooManyAsync(MediaMessagePage.TooMany(facts)) : next(context));
    };

    private bool IsRefused(HttpRequest request) =>
        fault.Refusals > 0
        && request.Path != "/robots.txt"
        && !EmbeddedAssets.IsAsset(request)
        && Interlocked.Increment(ref refused) <= fault.Refusals;
}
