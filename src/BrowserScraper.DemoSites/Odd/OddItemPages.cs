using System.Collections.Concurrent;
using System.Globalization;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Odd.Pages;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>The items' pages, and what stands in their place.</summary>
internal sealed class OddItemPages(
    OddPortalOptions options, OddCatalog catalog, OddSessions sessions, OddCounters counters, OddAnswers answers, OddFiles files)
{
    private readonly ConcurrentDictionary<int, int> oddAnswers = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/item/{number:int}", ShowAsync);
        routes.MapGet("/api/item/{number:int}", TellAsync);
        routes.MapGet("/app", context => answers.PageAsync(context, OddRoutes.Render(options.SignOut)));
    }

    private static int NumberOf(HttpContext context) =>
        int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);

    private Task ShowAsync(HttpContext context)
    {
        int number = NumberOf(context);
        if (catalog.Find(number) is not { } item)
        {
            return context.HtmlAsync(OddFrame.Inside(options.SignOut, "Not found", "<h1>Not found</h1>"), StatusCodes.Status404NotFound);
        }

        if (options.AlwaysDown.Contains(number))
        {
            return context.HtmlAsync("<h1>504 Gateway Time-out</h1>", StatusCodes.Status504GatewayTimeout);
        }

        if (options.KindOf(number) is { } kind && IsStillOdd(number))
        {
            return InsteadAsync(context, kind, number);
        }

        if (options.OtherUserEvery > 0 && counters.Add(OddCount.ItemRequest) % options.OtherUserEvery == 0)
        {
            counters.Add(OddCount.OddPage);
            return answers.PageAsync(
                context, OddFrame.ForOther(OddItemPage.Render(options, item with { Note = "somebody else's" }, files.AddressOf(number))));
        }

        if (context.Features.Get<OddSession>() is null)
        {
            return answers.PageAsync(context, OddItemPage.Render(options, item with { Note = "for members" }, files.AddressOf(number)));
        }

        sessions.Served(OddCount.ItemPage);
        return answers.PageAsync(context, OddItemPage.Render(options, item, files.AddressOf(number)));
    }

    private bool IsStillOdd(int number) =>
        options.OddAnswers == 0 || oddAnswers.AddOrUpdate(number, 1, (_, answered) => answered + 1) <= options.OddAnswers;

    private Task InsteadAsync(HttpContext context, OddItemKind kind, int number)
    {
        counters.Add(OddCount.OddPage);
        if (kind == OddItemKind.EndsSession)
        {
            sessions.EndAll();
            context.Response.Redirect(context.Request.Path); // where nobody is signed in by now
            return Task.CompletedTask;
        }

        if (kind == OddItemKind.Neighbour)
        {
            OddItem next = catalog.Items[number % catalog.Items.Count];
            return answers.PageAsync(context, OddItemPage.Render(options, next, files.AddressOf(next.Number)));
        }

        if (kind == OddItemKind.WallWithHeader)
        {
            context.Response.Headers["cf-mitigated"] = "challenge";
        }
        else if (kind == OddItemKind.WallWithRetryAfter)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return answers.PageAsync(context, OddPlacePage.Render(options.SignOut, kind));
    }

    private Task TellAsync(HttpContext context)
    {
        if (catalog.Find(NumberOf(context)) is not { } item)
        {
            return context.JsonAsync(new { error = "unknown-item" }, StatusCodes.Status404NotFound);
        }

        sessions.Served(OddCount.ItemPage);
        return context.JsonAsync(new { item.Number, item.Key, item.Title, item.Note, item.Code, File = files.AddressOf(item.Number) });
    }
}
