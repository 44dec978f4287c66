using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Discovery;

/// <summary>
/// A site that is nothing but a list, and the script for it. What a test does not change is right: three pages of two items each.
/// </summary>
[Site("listed-site", "a test's")]
internal sealed class ListedSite : SiteScript
{
    private readonly Dictionary<int, int> times = [];
    private int shown;

    /// <summary>The rows of a page, from 1, as they are now.</summary>
    public Func<int, IEnumerable<WorkItem>> Rows { get; set; } = page => Items(2 * page - 1, 2 * page);

    public int Pages { get; set; } = 3;

    /// <summary>What the list says on a page; null for nothing.</summary>
    public Func<int, int?> Total { get; set; } = _ => null;

    public bool SaysAtLeast { get; set; }

    /// <summary>Which list a page is of.</summary>
    public Func<int, string> List { get; set; } = _ => "";

    /// <summary>How a page is answered: the page, and how often it was asked for. Null for well.</summary>
    public Func<int, int, ItemOutcome?> Answer { get; set; } = (_, _) => null;

    /// <summary>Called for each page that is shown, before its rows are read; what it throws is the script's.</summary>
    public Action<int> Reading { get; set; } = _ => { };

    public bool Empty { get; set; }

    public bool SignsIn { get; set; } = true;

    /// <summary>The pages that were asked for.</summary>
    public List<int> Asked { get; } = [];

    public override Uri Home => new("http://site.example/");

    internal override bool NeedsSignIn => SignsIn;

    public override bool MayBeEmpty => Empty;

    public override SessionMarks Marks => SessionMarks.None;

    public static WorkItem[] Items(params int[] numbers) =>
        [.. numbers.Select(number => Item($"K{number}", $"item/{number}", $"Item {number}"))];

    public static WorkItem Item(string key, string path, string title) =>
        new(key, new Uri($"http://site.example/{path}")) { Title = title };

    /// <summary>The browser's part.</summary>
    public Task OpenAsync(Uri address)
    {
        int page = int.Parse(address.Query[1..]);
        Asked.Add(page);
        int asked = times[page] = times.GetValueOrDefault(page) + 1;
        shown = page;
        return Answer(page, asked) is { } outcome ? Task.FromException(new ItemEndedException(outcome)) : Task.CompletedTask;
    }

    public override Task SignInAsync(SignInContext context) => Task.CompletedTask;

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        for (int page = 1; page <= Pages; page++)
        {
            await context.OpenAsync(new Uri(Home, $"list?{page}"));
            context.Expect(Total(page), SaysAtLeast, List(page));
            Reading(page);
            foreach (WorkItem item in Rows(shown))
            {
                yield return item;
            }
        }
    }

    public override Task<ItemResult> ProcessAsync(ItemContext context) => Task.FromResult(ItemResult.Done(null));
}
