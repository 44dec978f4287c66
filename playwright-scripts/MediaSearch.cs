using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Scripts;

/// <summary>One search in many sources of pictures and videos. A source is described by data, in media-sources.json.</summary>
[Site("media-search", "one search in many sources of pictures and videos, each with a deadline of its own", Request = MediaSearch.Query)]
[Option(MediaSearch.Query, "", "what to look for, such as \"nature landscape\"", IsForOrders = true)]
[Option(MediaSearch.Wanted, "", "sources to search, separated by commas; none means all of the demo portal", IsForOrders = true)]
[Option(MediaSearch.MaxPerSource, "20", "files from each source", Kind = SettingKind.Whole, Min = 1, Max = 10_000, IsForOrders = true)]
[Option(MediaSearch.SourcesFile, "", "the file that describes the sources; none means media-sources.json of playwright-scripts",
    Kind = SettingKind.File, IsForOrders = true)]
[Option(MediaSearch.RespectRobots, "true", "leave a source out whose robots.txt does not want searches",
    Kind = SettingKind.Switch, IsForOrders = true)]
public sealed class MediaSearch(SiteSettings settings) : OpenSiteScript
{
    public const string Query = "QUERY";
    public const string Wanted = "SOURCES";
    public const string MaxPerSource = "MAX_PER_SOURCE";
    public const string SourcesFile = "MEDIA_SOURCES_FILE";
    public const string RespectRobots = "RESPECT_ROBOTS";

    private readonly Lazy<IReadOnlyList<MediaSource>> sources = new(() => MediaSource.Choose(
        settings.Option(SourcesFile, "") is { Length: > 0 } file ? file : Path.Combine(AppContext.BaseDirectory, "media-sources.json"),
        settings.Option(Wanted, "")));

    private sealed record Found(string Source, string Query, string File, string Page);

    public override Uri Home => settings.Url;

    public override IReadOnlyList<string> Sources => [.. sources.Value.Select(source => source.Name)];

    public override bool KeepsEqualFilesOnce => true;

    public override bool NeedsSite => sources.Value.Any(source => source.IsOfTheDemo);

    public override IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string>
    {
        ["REQUEST_TIMEOUT"] = "10",
        ["SOURCE_TIMEOUT"] = "30",
        ["GLOBAL_JOB_TIMEOUT"] = "300",
    };

    public override bool Wants(WorkItem item) => sources.Value.Any(source => source.Name == item.Group);

    private string Words => settings.Option(Query, "");

    private int Most => int.Parse(settings.Option(MaxPerSource, "20"));

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        await Task.CompletedTask; // the sources are known; what they have is found by searching each of them
        foreach (MediaSource source in sources.Value)
        {
            yield return new WorkItem($"{source.Name}/first-{Most}", source.SearchAddress(Words, source.FirstPage, Home))
                { Group = source.Name, Title = $"search in {source.Name}" };
        }
    }

    public override Task<ItemResult> ProcessAsync(ItemContext context)
    {
        MediaSource source = sources.Value.First(each => each.Name == context.Item.Group);
        return context.Item.Data is null ? SearchAsync(context, source) : FetchAsync(context, source, context.Item.Data);
    }

    private async Task<ItemResult> SearchAsync(ItemContext context, MediaSource source)
    {
        Uri address = source.SearchAddress(Words, source.FirstPage, Home); // not the item's: the description may have been corrected since
        if (bool.Parse(settings.Option(RespectRobots, "true")) && !await context.IsAllowedByRobotsAsync(address))
        {
            return ItemResult.Reject(
                $"robots.txt of {address.Host} does not want this search, or could not be had (5xx); {RespectRobots}=false "
                    + "(--respect-robots false) searches all the same");
        }

        MediaResults results = new(context, source);
        await foreach ((int number, Uri found) in results.ReadAsync(page => source.SearchAddress(Words, page, Home), Most))
        {
            string name = $"{Words.Split(' ')[0].ToLowerInvariant()}_{number:000}";
            await context.AddAsync(new WorkItem($"{source.Name}/{HashOf(found)}", found)
            {
                Group = source.Name,
                Title = $"{source.Name}/{name}",
                Data = new Dictionary<string, string> { ["name"] = name, ["page"] = context.Page.Url },
            });
        }

        return results.IsNone ? ItemResult.Skip("nothing was found") : ItemResult.Done(record: null);
    }

    private async Task<ItemResult> FetchAsync(ItemContext context, MediaSource source, IReadOnlyDictionary<string, string> data)
    {
        Uri address = context.Item.Address!;
        string name = $"{source.Name}/{data["name"]}.*";
        SavedFile file;
        if (source.Detail is { } link)
        {
            await context.OpenAsync();
            file = await context.DownloadAsync(context.Page.Locator(link).First, name, source.Expect);
        }
        else
        {
            file = await context.DownloadAsync(address, name, source.Expect);
        }

        return ItemResult.Done(new Found(source.Name, Words, address.AbsoluteUri, data["page"]), file);
    }

    // The same each time, whatever port a demo portal has.
    private string HashOf(Uri address) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri.Replace(Home.Authority, "", StringComparison.Ordinal))))[..16];
}
