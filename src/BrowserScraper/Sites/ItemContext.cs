using BrowserScraper.Items;
using BrowserScraper.Output;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a script has for working on one item. Its calls must not overlap.</summary>
public sealed class ItemContext
{
    private readonly Navigation navigation;
    private readonly AttemptFiles files;
    private readonly Func<WorkItem, ValueTask> add;
    private readonly SessionGuard guard;
    private readonly TimeSpan requestTimeout;

    internal ItemContext(
        WorkItem item, int attempt, IPage page, Navigation navigation, SessionGuard guard, AttemptFiles files,
        Func<WorkItem, ValueTask> add, CancellationToken ending)
    {
        Item = item;
        Attempt = attempt;
        Page = page;
        Ending = ending;
        this.navigation = navigation;
        this.files = files;
        this.add = add;
        this.guard = guard;
        requestTimeout = navigation.Rules.RequestLimit;
    }

    public WorkItem Item { get; }

    /// <summary>Counts the tries at this item from 1.</summary>
    public int Attempt { get; }

    /// <summary>
    /// Signed in, and used for one item after the other: it may still show the last one. Its calls wait REQUEST_TIMEOUT at the most.
    /// </summary>
    public IPage Page { get; }

    /// <summary>Cancelled when the item's time is up or the run ends; pass it to anything that waits outside the page.</summary>
    public CancellationToken Ending { get; }

    /// <summary>
    /// Opens the item's address, always by loading a document, and waits until that is parsed. Signed out, gone, throttled and broken
    /// answers end the attempt as such.
    /// </summary>
    /// <param name="unless">
    /// What is on the page where the site says for good that the item is not to be had, such as that it is private: the attempt ends as
    /// Rejected, with this element's text, whether the page came with 200, 403 or 404. Default: none, and the status alone decides.
    /// </param>
    /// <param name="expect">
    /// A text that must stand on the page, such as the key or the title from the list; case and white space do not count. It is looked for
    /// with the next <see cref="ReadTextsAsync"/>, or when the script has ended; where it does not come within REQUEST_TIMEOUT, the page is
    /// another one's and the attempt ends as SiteChanged. Default: nothing.
    /// </param>
    public Task OpenAsync(ILocator? unless = null, string? expect = null) => OpenAsync(
        Item.Address
            ?? throw new InvalidOperationException($"item {Item.Key} has no address; yield it with one, or call OpenAsync(address)"),
            unless, expect);

    /// <inheritdoc cref="OpenAsync(ILocator?, string?)"/>
    public Task OpenAsync(Uri address, ILocator? unless = null, string? expect = null)
    {
        guard.Expected = string.IsNullOrWhiteSpace(expect) ? null : expect;
        return navigation.OpenAsync(guard, Page, address, unless);
    }

    /// <summary>
    /// Reads texts of the page in one question, which costs a fraction of what a locator for each does: browsers and drivers spend most of
    /// an item's time on questions. Required ones are waited for, REQUEST_TIMEOUT at the most, and missing ends the attempt as SiteChanged.
    /// An optional one that is there and still empty is waited for, too.
    /// </summary>
    /// <param name="required">Test ids; or with <c>css=</c> before it a CSS selector, whose first match counts; or with <c>link=</c> before
    /// it the text of a link, whose address is read.</param>
    /// <param name="optional">The same, for what may be missing. Default: none.</param>
    public Task<PageTexts> ReadTextsAsync(IReadOnlyList<string> required, IReadOnlyList<string>? optional = null) =>
        PageTexts.ReadAsync(guard, Page, required, optional ?? [], requestTimeout);

    /// <summary>
    /// Fetches what a link or button leads to, by the fastest way that works for its host, and verifies it. It gets its
    /// name when the item is done; a file that stands there from an earlier run and verifies is not fetched again.
    /// </summary>
    /// <param name="link">A link or a button. It must be there: missing means that the site has changed.</param>
    /// <param name="name">
    /// Relative to the job's <c>files</c> folder; folders with forward slashes. Build it from the item's key. Where it ends in <c>.*</c>,
    /// the ending is that of the kind that came, such as <c>.png</c> for <see cref="FileKind.Image"/>.
    /// </param>
    /// <param name="expect">What the file must be. Default: anything but an HTML page.</param>
    /// <param name="check">
    /// A check of the script's own, after all others: null where the file is right, else why it is not, which ends the attempt as BadFile.
    /// Such as <c>file => file.MustContainAsync(vin)</c>. Default: none.
    /// </param>
    /// <param name="lane">
    /// The only way to fetch this file, such as a click where the site's own script must have its part in it. Default: what DOWNLOAD_LANE
    /// says, which a script sets for all its files by <see cref="SiteScript.Defaults"/>. Where the link has no address, and the way needs
    /// one, the attempt ends as SiteChanged.
    /// </param>
    /// <param name="address">Where the link leads, if the script has read that already, as <see cref="ReadTextsAsync"/> does. Default: it
    /// is read from the link.</param>
    public async Task<SavedFile> DownloadAsync(
        ILocator link, string name, FileKind expect = FileKind.Any, Func<DownloadedFile, Task<string?>>? check = null, Uri? address = null,
        DownloadLane? lane = null) =>
        await files.DownloadAsync(
            Page, address is null
            ? await AddressAsync(link) : IsOfFile(address) ? address : null, link, name, new(expect, check), lane, Ending);

    /// <summary>Fetches an address that the script has read from the page.</summary>
    /// <inheritdoc cref="DownloadAsync(ILocator, string, FileKind, Func{DownloadedFile, Task{string?}}?, Uri?, DownloadLane?)"/>
    /// <exception cref="ArgumentException">The lane is a click, and there is nothing to click.</exception>
    public Task<SavedFile> DownloadAsync(
        Uri address, string name, FileKind expect = FileKind.Any, Func<DownloadedFile, Task<string?>>? check = null,
        DownloadLane? lane = null) => lane is DownloadLane.Click
            ? throw new ArgumentException("an address alone cannot be clicked; give the link", nameof(lane))
            : files.DownloadAsync(Page, address, null, name, new(expect, check), lane, Ending);

    /// <summary>
    /// Fetches an address, as <c>DownloadAsync</c> does, and returns its text instead of keeping it: for what the script makes its own
    /// files of. UTF-8, at most 16 MB.
    /// </summary>
    /// <param name="address">Where it is.</param>
    /// <param name="expect">What must come. Default: anything but an HTML page.</param>
    public Task<string> ReadTextAsync(Uri address, FileKind expect = FileKind.Any) =>
        files.ReadTextAsync(Page, address, new(expect), Ending);

    /// <summary>
    /// Saves a text that the script has made as a file of the item: verified as a download is, and under its name when the item is done.
    /// UTF-8.
    /// </summary>
    /// <param name="text">The file's content.</param>
    /// <param name="name">Relative to the job's <c>files</c> folder; folders with forward slashes. Build it from the item's key.</param>
    /// <param name="expect">What the file must be. Default: anything but an HTML page.</param>
    public Task<SavedFile> SaveTextAsync(string text, string name, FileKind expect = FileKind.Any) =>
        files.SaveTextAsync(text, name, new(expect), Ending);

    /// <summary>
    /// Whether the robots.txt of an address's host lets BrowserScraper, or else everybody, have it (RFC 9309). Where the host answers with
    /// 4xx there is none, and the answer is yes; with 5xx it is no. Redirects are followed, 10 at most; 500 KiB are read, whatever they are
    /// sent as. Leaves the page where it is.
    /// </summary>
    /// <param name="address">What is to be asked for.</param>
    public async Task<bool> IsAllowedByRobotsAsync(Uri address)
    {
        (int status, byte[] file) = await files.ReadStartAsync(Page, new Uri(address, "/robots.txt"), RobotsRules.MostBytes + 1, Ending);
        return status == 200 ? RobotsRules.Parse(file).Allows(address) : status < 500;
    }

    /// <summary>Adds an item that this one has led to. An item that is known already is left alone.</summary>
    public ValueTask AddAsync(WorkItem item)
    {
        Ending.ThrowIfCancellationRequested();
        return add(item);
    }

    // Such as href="#", or javascript: - a script does the rest.
    private bool IsOfFile(Uri address) =>
        address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Query) != new Uri(Page.Url).GetLeftPart(UriPartial.Query);

    private async Task<Uri?> AddressAsync(ILocator link)
    {
        // Reading the attribute costs a tenth of what evaluating element.href does: it stays out of the page's own world.
        string? href = await link.RequiredAsync(() => link.GetAttributeAsync("href"));
        return href is not null && Uri.TryCreate(new Uri(Page.Url), href, out Uri? found) && IsOfFile(found) ? found : null;
    }
}
