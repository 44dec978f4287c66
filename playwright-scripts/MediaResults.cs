using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Scripts;

/// <summary>Reads the results of one search in one source: page by page, by scrolling, or all at once.</summary>
internal sealed class MediaResults(ItemContext context, MediaSource source)
{
    private const string ReadValues = "element => ({ values: NAMES.map(name => element.getAttribute(name) ?? '') })";

    // Of each element's addresses the first that leads to a file. What a page shows until its pictures come, such as data:, is none.
    private const string Resolve = """
        all => {
            const resolve = address => { try { return new URL(address, document.baseURI).href; } catch { return ''; } };
            return all.map(addresses => addresses.map(resolve).find(address => /^https?:/.test(address)) ?? '');
        }
        """;

    private readonly string[] names = source.File.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private readonly HashSet<string> seen = [];
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    private sealed record ResultRow(string[] Values);

    public int Count => seen.Count;

    /// <summary>The site says that it has nothing.</summary>
    public bool IsNone { get; private set; }

    private ILocator Elements => context.Page.Locator(source.Results);

    /// <param name="addressOf">The address of a page of results.</param>
    /// <param name="most">How many are wanted.</param>
    public async IAsyncEnumerable<(int Number, Uri Address)> ReadAsync(Func<int, Uri> addressOf, int most)
    {
        for (int page = source.FirstPage; ; page++)
        {
            await context.OpenAsync(addressOf(page));
            if (!await ShowsAsync(isFirst: page == source.FirstPage))
            {
                yield break;
            }

            MediaScroll scroll = new(context.Page, source, names);
            do
            {
                int before = seen.Count;
                foreach (string address in await ReadAsync())
                {
                    if (seen.Count < most && seen.Add(address))
                    {
                        yield return (seen.Count, new Uri(address));
                    }
                }

                if (seen.Count >= most || (seen.Count == before && source.Paging != MediaPaging.Scroll))
                {
                    yield break;
                }
            }
            while (source.Paging == MediaPaging.Scroll && await scroll.FurtherAsync(read));

            if (source.Paging != MediaPaging.Pages)
            {
                yield break;
            }
        }
    }

    private async Task<IEnumerable<string>> ReadAsync()
    {
        IReadOnlyList<ResultRow> rows = await Elements.ReadAllAsync<ResultRow>(
            ReadValues.Replace("NAMES", JsonSerializer.Serialize(names), StringComparison.Ordinal));
        read.UnionWith(rows.Select(row => string.Join('\n', row.Values)));
        string[][] written =
            [.. rows.Select(row => names.Zip(row.Values).SelectMany(each => Addresses(each.First, each.Second)).ToArray())];
        string[] addresses = [.. (await context.Page.EvaluateAsync<string[]>(Resolve, written)).Where(address => address.Length > 0)];
        return addresses.Length > 0 || rows.Count == 0 || seen.Count > 0
            ? addresses
            : throw Changed(
                $"{Counted.Of(rows.Count, "element matches", "elements match")} \"results\" ({source.Results}), and none has an address "
                    + $"in {source.File} (\"file\")");
    }

    /// <summary>What an attribute holds, of several sizes the largest first.</summary>
    private static IEnumerable<string> Addresses(string name, string value) =>
        name.EndsWith("srcset", StringComparison.OrdinalIgnoreCase) ? SourceSet.BySize(value).Select(candidate => candidate.Address)
        : value.Length > 0 ? [value]
        : [];

    /// <returns>False where there are none; on a further page that is its end.</returns>
    private async Task<bool> ShowsAsync(bool isFirst)
    {
        if (!isFirst)
        {
            return await Elements.CountAsync() > 0;
        }

        ILocator first = Elements.First;
        ILocator? none = source.None is null ? null : context.Page.Locator(source.None);
        if (source.Click is { } click)
        {
            ILocator question = context.Page.Locator(click).First;
            await question.Or(first).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            if (await question.IsVisibleAsync())
            {
                await question.ClickAsync();
            }
        }

        try
        {
            await (none is null ? first : first.Or(none).First).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            string orNone = none is null
                ? "; if it may find nothing, say how that shows, in \"none\""
                : $", nor \"none\" ({source.None})";
            throw Changed($"nothing matches \"results\" ({source.Results}){orNone}");
        }

        IsNone = none is not null && await none.CountAsync() > 0;
        return !IsNone;
    }

    private ItemEndedException Changed(string what) => new(new ItemOutcome.SiteChanged($"{source.Name}: {what}"));
}
