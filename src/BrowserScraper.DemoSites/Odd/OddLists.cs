using System.Globalization;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Odd.Pages;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>The list, as pages and as data.</summary>
internal sealed class OddLists(OddPortalOptions options, OddCatalog catalog, OddSessions sessions, OddCounters counters, OddAnswers answers)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Queue<long> recent = new();
    private int broken;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/list", ShowAsync);
        routes.MapGet("/api/list", TellAsync);
    }

    private static int AskedIn(HttpContext context) =>
        int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out int page) && page is >= 0 and <= 10_000 ? page : 0;

    private Task ShowAsync(HttpContext context)
    {
        if (IsTooMany())
        {
            return RefuseAsync(context);
        }

        OddListPage page = catalog.PageAt(AskedIn(context));
        string html = OddListView.Render(options, page);
        if (page.Page == 2 && Interlocked.Increment(ref broken) <= options.BrokenListPages)
        {
            return answers.CutAsync(context, html);
        }

        sessions.Served(OddCount.ListPage);
        return answers.PageAsync(context, html);
    }

    private Task TellAsync(HttpContext context)
    {
        if (IsTooMany())
        {
            return RefuseAsync(context);
        }

        OddListPage page = catalog.PageAt(AskedIn(context));
        sessions.Served(OddCount.ListPage);
        return context.JsonAsync(new { page.Page, page.Pages, page.Total, Html = OddListView.Rows(options, page) });
    }

    private bool IsTooMany()
    {
        lock (gate)
        {
            while (recent.TryPeek(out long first) && TimeProvider.System.GetElapsedTime(first) >= Window)
            {
                recent.Dequeue();
            }

            if (options.ListPagesInTwoSeconds == 0 || recent.Count < options.ListPagesInTwoSeconds)
            {
                recent.Enqueue(TimeProvider.System.GetTimestamp());
                return false;
            }
        }

        counters.Add(OddCount.TooMany);
        return true;
    }

    private Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return context.HtmlAsync(OddFrame.Inside(options.SignOut, "Slow down", "<h1>Slow down</h1>"), StatusCodes.Status429TooManyRequests);
    }
}
