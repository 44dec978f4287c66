using BrowserScraper.Benchmarks.Library;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// Files a second: what <c>DownloadAsync</c> does, verification and final name included, beside each way that a script's
/// author could take by hand; each page opens one item and fetches its share of the files.
/// </summary>
internal static class DownloadBenchmark
{
    private const string Ours = "DownloadAsync";
    private const string Http = "HttpClient with the context's cookies";
    private const string Request = "context.APIRequest";
    private const string InPage = "fetch in the page";
    private const string Click = "click and SaveAs";
    private const string Rate = "files/s";
    private const string Peak = "peak memory, MB";
    private const double Gigabyte = 1024;

    private const string FetchInPage = """
        async address => {
          const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
          let text = '';
          for (let from = 0; from < bytes.length; from += 32768) text += String.fromCharCode(...bytes.subarray(from, from + 32768));
          return btoa(text);
        }
        """;

    private static readonly (string Name, int Bytes, int Files)[] Sizes =
        [("10 KB", 10_000, 400), ("200 KB", 200_000, 240), ("20 MB", 20_000_000, 16)];

    public static async Task RunAsync(ResultBook book)
    {
        foreach ((string name, int bytes, int files) in Sizes)
        {
            foreach (int pages in book.Arguments.Pages(1, 8))
            {
                string where = $"{name}, {pages} {(pages == 1 ? "page" : "pages")}";
                string Row(string way) => $"{where}: {way}";
                await Rounds.RunAsync(
                    book.Arguments.Rounds(3), [Ours, Http, Request, InPage, Click],
                    way => MeasureAsync(book, Row(way), way, bytes, files - (files % pages), pages));
                foreach (string way in new[] { Request, InPage, Click })
                {
                    book.AtLeast(
                        $"{where}: files/s against {way}, median of the rounds",
                        Statistics.MedianRatio(book.Values(Row(Ours), Rate), book.Values(Row(way), Rate)), 1.0);
                }

                book.Note($"{where}: files/s against {Http}, which verifies nothing: "
                    + $"{Statistics.Text(Statistics.MedianRatio(book.Values(Row(Ours), Rate), book.Values(Row(Http), Rate)))} times");
                book.Below($"{where}: peak memory of harness, driver, browser and the site that serves the files, MB",
                    book.Values(Row(Ours), Peak).Max(), Gigabyte);
            }
        }
    }

    private static async Task MeasureAsync(ResultBook book, string row, string way, int bytes, int files, int pages)
    {
        using Scratch scratch = new();
        await using FileSite site = await FileSite.StartAsync(bytes);
        using HttpClient http = new();
        int each = files / pages;
        async Task<SavedFile[]> FetchAllAsync(ItemContext context, int page)
        {
            await context.OpenAsync(new Uri(site.Address, $"item/{page * each}"));
            List<SavedFile> saved = [];
            for (int number = page * each; number < (page + 1) * each; number++)
            {
                Uri address = new(site.Address, $"file/{number}");
                if (way == Ours)
                {
                    saved.Add(await context.DownloadAsync(address, $"{number}.bin"));
                }
                else
                {
                    await FetchAsync(way, context.Page, http, address, Path.Combine(scratch.Path, $"{number}.bin"));
                }
            }

            return [.. saved];
        }

        // What the measurements before have left on this process's heap is not this one's.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await using ProcessSampler sampler = new(Environment.ProcessId, TimeSpan.FromMilliseconds(400), () => 0);
        RunReport report = await LibraryRun.OfAsync(
            new BenchmarkScript(site.Address, pages, FetchAllAsync), scratch.Path, $"CONCURRENT_PAGES={pages}");
        MachineUse use = await sampler.StopAsync();
        string folder = way == Ours ? Path.Combine(scratch.Path, "benchmark", "files") : scratch.Path;
        int[] wrong = [.. Enumerable.Range(0, files).Where(number => !site.IsRight(Path.Combine(folder, $"{number}.bin"), number))];
        if (wrong.Length > 0)
        {
            throw new InvalidOperationException($"{row}: {wrong.Length} of {files} files are not right, such as {wrong[0]}");
        }

        book.Add(row, Rate, files / report.WorkSeconds);
        book.Add(row, Peak, use.PeakBytes / 1_048_576.0);
    }

    private static async Task FetchAsync(string way, IPage page, HttpClient http, Uri address, string target)
    {
        switch (way)
        {
            case Http:
                IReadOnlyList<BrowserContextCookiesResult> cookies = await page.Context.CookiesAsync([address.AbsoluteUri]);
                using (HttpRequestMessage request = new(HttpMethod.Get, address))
                {
                    request.Headers.TryAddWithoutValidation(
                        "Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
                    using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    await using FileStream file = File.Create(target);
                    await answer.Content.CopyToAsync(file);
                }

                break;
            case Request:
                IAPIResponse fetched = await page.Context.APIRequest.GetAsync(address.AbsoluteUri);
                await File.WriteAllBytesAsync(target, await fetched.BodyAsync());
                await fetched.DisposeAsync();
                break;
            case InPage:
                await File.WriteAllBytesAsync(
                    target, Convert.FromBase64String(await page.EvaluateAsync<string>(FetchInPage, address.AbsoluteUri)));
                break;
            default:
                await page.EvaluateAsync("address => document.querySelector('a').href = address", address.AbsoluteUri);
                IDownload download = await page.RunAndWaitForDownloadAsync(
                    () => page.GetByRole(AriaRole.Link, new() { Name = "File" }).ClickAsync());
                await download.SaveAsAsync(target);
                await download.DeleteAsync();
                break;
        }
    }
}
