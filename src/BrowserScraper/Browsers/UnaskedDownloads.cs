using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>The hosts of which a page has begun a download that no click had asked for, such as a brochure. Members may be called concurrently.</summary>
internal sealed class UnaskedDownloads
{
    private static readonly ConditionalWeakTable<IBrowser, UnaskedDownloads> Known = [];

    private readonly ConcurrentDictionary<string, bool> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of the browser's pages.</summary>
    public static UnaskedDownloads Of(IPage page) => page.Context.Browser is { } browser ? Known.GetValue(browser, _ => new()) : new();

    /// <summary>Carries it over to a browser that was just started.</summary>
    public void Keep(IBrowser started) => Known.AddOrUpdate(started, this);

    public bool HasBegun(string host) => hosts.ContainsKey(host);

    public void Add(string host) => hosts.TryAdd(host, true);

    /// <summary>The host and port that a page belongs to; empty where it belongs to none.</summary>
    public static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? of) ? of.Authority : "";
}
