using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>
/// What the harness has to know of one site: am I in and how do I get in; what is there; how is one fetched. One
/// instance serves all pages at the same time, so a script holds no mutable state. Retries, time limits, cookies,
/// files under their final names and the checkpoint are the harness's. Its name and what else a list must know stand above the class, as
/// <see cref="SiteAttribute"/> and <see cref="OptionAttribute"/>. What is asked for before a run begins has 5 s to answer.
/// </summary>
public abstract class SiteScript
{
    private const int LinesAtOnce = 1000;

    private string? name;

    /// <summary>As in <see cref="SiteAttribute"/>.</summary>
    internal virtual string Name => name ??= SiteClass.NameOf(GetType());

    /// <summary>Where a signed-in user starts.</summary>
    public abstract Uri Home { get; }

    /// <summary>Further addresses that no page loads; <c>*</c> stands for anything. Default: none.</summary>
    public virtual IReadOnlyList<string> BlockedUrls => [];

    /// <summary>
    /// Requests whose answer may replace the session's token, below the site's address, such as <c>/api/**</c>; used with
    /// TOKEN_MODE=serial: they go one at a time, and so does whatever carries a cookie that they change. Default: none named, which means
    /// every page and API request.
    /// </summary>
    public virtual IReadOnlyList<string> TokenRequests => [];

    /// <summary>
    /// Keys of localStorage or sessionStorage that hold a token which each page load spends for a new one, such as <c>oidc.user:*</c>;
    /// <c>*</c> stands for anything. Page loads of the site then go one at a time from the start, unless TOKEN_MODE=free. Default: none
    /// named, and the harness finds out by itself.
    /// </summary>
    public virtual IReadOnlyList<string> TokenKeys => [];

    /// <summary>
    /// Settings that suit this site, by name, such as ITEM_TIMEOUT; whoever runs the job may still overrule them. Default: none.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string>();

    /// <summary>
    /// Whether several items may well have files of the same bytes, such as one picture for all that have none. Default: false, and the run
    /// stops at the third item with the same file, since then something serves the wrong one.
    /// </summary>
    public virtual bool AllowsEqualFiles => false;

    /// <summary>
    /// Whether the script works on the address in its settings. Default: true. Where it is false, as its addresses come from elsewhere, no
    /// demo portal is started for it.
    /// </summary>
    public virtual bool NeedsSite => true;

    /// <summary>
    /// Whether an item that earlier runs have left is for this run, as its options are. Default: true. Others stay as they are.
    /// </summary>
    public virtual bool Wants(WorkItem item) => true;

    /// <summary>
    /// The sources that it works on, as the groups of its items are called, for logs and reports. Default: none, and the site is named
    /// instead.
    /// </summary>
    public virtual IReadOnlyList<string> Sources => [];

    /// <summary>
    /// Files of the same bytes are kept once: the next item that gets one shares the first one's. Default: false. Where it is true,
    /// <see cref="AllowsEqualFiles"/> has no say.
    /// </summary>
    public virtual bool KeepsEqualFilesOnce => false;

    /// <summary>By what it was made; null where it was made by hand.</summary>
    internal (SiteScriptEntry Entry, SiteSettings Settings)? MadeBy { get; set; }

    /// <summary>Whether somebody has to be signed in; an <see cref="OpenSiteScript"/> needs nobody.</summary>
    internal virtual bool NeedsSignIn => SiteClass.SignsIn(GetType());

    /// <summary>
    /// By what a page shows whether somebody is signed in, such as
    /// <c>new(signedIn: ["css=a[href*=logout]"])</c>. Asked for before a run begins.
    /// </summary>
    public abstract SessionMarks Marks { get; }

    /// <summary>
    /// Whether several items may well have equal records. Default: false, and the run stops at the fifth equal one among the last 20: then
    /// a page that is none of theirs was read as theirs. Records with fewer than two filled fields besides the key do not count.
    /// </summary>
    public virtual bool AllowsEqualRecords => false;

    /// <summary>
    /// Signs in, from <see cref="Home"/> or wherever the site led from there, and passes whatever stands between the
    /// form and the content. Never runs twice at the same time. Where no mark of a signed-in user comes after it, it is tried once more
    /// from a fresh form; then the credentials count as refused and the run stops.
    /// </summary>
    public abstract Task SignInAsync(SignInContext context);

    /// <summary>
    /// Yields every item there is, in the site's order; the harness leaves out those that are done. Has a page of its own
    /// and runs while items are already worked on. Starts over after a sign-out or a failure, so yielding an item again is harmless.
    /// </summary>
    public abstract IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context);

    /// <summary>
    /// Whether the site's list may well be empty, or shrink to less than half from one run to the next. Default: false, and an empty list
    /// is told and counts as an incomplete discovery. So does a list of less than half, unless the script says by
    /// <see cref="DiscoveryContext.Expect"/> how many the site itself names.
    /// </summary>
    public virtual bool MayBeEmpty => false;

    /// <summary>
    /// What a line of input may be, such as "the id or the address of a video"; null where the script takes none. Default: null. A job that
    /// is given input works on that, and the site's list is not read.
    /// </summary>
    public virtual string? Input => null;

    /// <summary>
    /// Makes an item of a line of input, trimmed and not empty. Asks nobody. Null where the line is not what <see cref="Input"/> says.
    /// Default: null.
    /// </summary>
    public virtual WorkItem? ItemOf(string line) => null;

    /// <summary>
    /// Fetches one item on a page of its own. Runs on many pages at the same time, within ITEM_TIMEOUT; what it saves
    /// gets its final name only after it has returned <c>Done</c>.
    /// </summary>
    public abstract Task<ItemResult> ProcessAsync(ItemContext context);

    /// <summary>
    /// The items of lines, for whoever is not a run: what hangs or throws has one line, as before a run. An empty line is none.
    /// </summary>
    /// <exception cref="RunStopException">It has not returned in time, or has thrown.</exception>
    internal IReadOnlyList<WorkItem?> ItemsOf(IReadOnlyList<string> lines) => [.. lines.Chunk(LinesAtOnce).SelectMany(ItemsAtOnce)];

    private WorkItem?[] ItemsAtOnce(string[] lines)
    {
        WorkItem?[] Items() => [.. lines.Select(line => line.Length > 0 ? ItemOf(line) : null)];
        return MadeBy is { } made ? made.Entry.Ask(nameof(ItemOf), made.Settings, Items) : Items();
    }
}
