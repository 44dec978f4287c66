using System.Globalization;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>The items' PDFs, from the portal itself or from hosts of their own, which are other ports.</summary>
internal sealed class OddFiles(OddPortalOptions options, OddCatalog catalog, OddSessions sessions, OddCounters counters)
{
    private readonly DemoHost?[] hosts = new DemoHost?[options.FileHosts];
    private readonly Uri[] addresses = new Uri[options.FileHosts];

    public IReadOnlyList<Uri> Addresses => addresses;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/files/{number:int}.pdf", SendAsync);

    public async Task StartHostsAsync(CancellationToken stopping)
    {
        for (int place = 0; place < hosts.Length; place++)
        {
            DemoHost host = await DemoHost.StartAsync(0, _ => options.Latency, BuildHost, stopping);
            (hosts[place], addresses[place]) = (host, host.Address);
        }
    }

    /// <summary>From now on nobody answers there.</summary>
    public async Task StopHostAsync(int place)
    {
        if (Interlocked.Exchange(ref hosts[place], null) is { } host)
        {
            await host.DisposeAsync();
        }
    }

    public string AddressOf(int number) => addresses.Length == 0
        ? $"/files/{number}.pdf"
        : new Uri(addresses[number % addresses.Length], $"files/{number}.pdf").AbsoluteUri;

    public static byte[] PdfOf(OddItem item) => OnePagePdf.Write(
        $"File of {item.Key}",
        $"BT /F2 24 Tf 72 700 Td {OnePagePdf.Text(item.Key)} Tj ET\nBT /F1 12 Tf 72 660 Td {OnePagePdf.Text(item.Code)} Tj ET\n");

    private void BuildHost(WebApplication app)
    {
        app.Use(counters.CountRequests);
        app.Use(next => context => sessions.Find(context) is null
            ? context.HtmlAsync("<h1>Please sign in</h1>", StatusCodes.Status401Unauthorized) : next(context));
        Map(app);
    }

    private Task SendAsync(HttpContext context)
    {
        int number = int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        if (catalog.Find(number) is not { } item)
        {
            return context.HtmlAsync("<h1>Not found</h1>", StatusCodes.Status404NotFound);
        }

        context.AnnounceFile("application/pdf", $"{item.Key}.pdf");
        return options.BrokenFiles.Contains(number)
            ? context.SendShortAsync(PdfOf(item))
            : context.SendWholeAsync(PdfOf(item), () => counters.Add(OddCount.File));
    }
}
