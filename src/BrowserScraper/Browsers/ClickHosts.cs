using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>What has been seen of hosts that matters to clicks. Members may be called concurrently.</summary>
internal sealed class ClickHosts
{
    private static readonly ConditionalWeakTable<IBrowser, ClickHosts> Known = [];

    private readonly ConcurrentDictionary<string, bool> beginning = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> packing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of the browser's pages.</summary>
    public static ClickHosts Of(IPage page) => page.Context.Browser is { } browser ? Known.GetValue(browser, _ => new()) : new();

    /// <summary>Carries it over to a browser that was just started.</summary>
    public void Keep(IBrowser started) => Known.AddOrUpdate(started, this);

    /// <summary>A page of that host has begun a download that no click had asked for, such as a brochure.</summary>
    public bool BeginDownloads(string host) => beginning.ContainsKey(host);

    /// <summary>
    /// Whoever a page of that host has led to packs its answers, though nothing packed was asked for: a browser refuses such a one
    /// (measured: ERR_CONTENT_DECODING_FAILED).
    /// </summary>
    public bool Pack(string host) => packing.ContainsKey(host);

    /// <inheritdoc cref="BeginDownloads"/>
    public void AddBeginning(string host) => beginning.TryAdd(host, true);

    /// <inheritdoc cref="Pack"/>
    public void AddPacking(string host) => packing.TryAdd(host, true);

    /// <summary>The host and port that a page belongs to; empty where it belongs to none.</summary>
    public static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? of) ? of.Authority : "";
}
