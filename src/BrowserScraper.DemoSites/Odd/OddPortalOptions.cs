using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>What is odd about the odd portal: one switch for each kind.</summary>
public sealed record OddPortalOptions
{
    private const int MostItems = 10_000;
    private const int Tenth = 10;

    /// <summary>Items in the list, 1 to 10,000. Default: 75.</summary>
    public int Items { get; init; } = 75;

    /// <summary>Rows on one page of the list, 1 to 1,000. Default: 10.</summary>
    public int ItemsPerPage { get; init; } = 10;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How long every answer takes, 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What whoever is not signed in gets. Default: the way to the form.</summary>
    public OddSignOut SignOut { get; init; }

    /// <summary>How long <see cref="OddSignOut.SinglePageApp"/> waits before it asks who is there, 0 to 1 minute. Default: 0.7 s.</summary>
    public TimeSpan AppDelay { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>
    /// How long <see cref="OddSignOut.AppRestoresLate"/> shows the form before its session is found alive, 0 to 1 minute. Default: 1.5 s.
    /// </summary>
    public TimeSpan RestoreDelay { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Every which answer for an item is stale in the stale shapes, 2 to 1,000. Default: 10.</summary>
    public int StaleEvery { get; init; } = 10;

    /// <summary>
    /// Every which page of an item is served as another user sees it, with that one's texts, 2 to 1,000; 0 for none. Default: 0. Not for
    /// the apps.
    /// </summary>
    public int OtherUserEvery { get; init; }

    /// <summary>The sessions end when so many right pages of items have been served; each 1 or more. Default: never.</summary>
    public IReadOnlyList<int> EndAfterItems { get; init; } = [];

    /// <summary>The same, when so many pages of the list have been served. Default: never.</summary>
    public IReadOnlyList<int> EndAfterLists { get; init; } = [];

    /// <summary>
    /// The session's cookie is signed, stands for itself and is issued anew with every answer, to whoever it may be; older ones stay good
    /// as long as the session does. Default: false.
    /// </summary>
    public bool SignedCookies { get; init; }

    /// <summary>Whether each answer to somebody who is not signed in sets another <c>odd_visitor</c>. Default: false.</summary>
    public bool VisitorCookies { get; init; }

    /// <summary>
    /// The token that each load of the app spends on a new one. Default: none. Others are for <see cref="OddSignOut.SinglePageApp"/> alone.
    /// </summary>
    public OddRefresh Refresh { get; init; }

    /// <summary>
    /// How long a token that was spent is still taken, 0 to 1 minute. Default: 0, and whoever spends it again has ended the session.
    /// </summary>
    public TimeSpan RefreshGrace { get; init; }

    /// <summary>Where the site's words stand when a sign-in is refused. Default: role=alert.</summary>
    public OddMessage Message { get; init; }

    /// <summary>How a refused sign-in is answered. Default: the form again, 200.</summary>
    public OddRefusal Refusal { get; init; }

    /// <summary>Whether the first form that is sent has expired, whatever stands in it. Default: false.</summary>
    public bool FirstFormExpired { get; init; }

    /// <summary>What stands in place of a tenth of the items, for each kind another tenth; at most 10. Default: nothing.</summary>
    public IReadOnlyList<OddItemKind> OddItems { get; init; } = [];

    /// <summary>How often an odd item is answered so before its own page comes, 0 to 1,000; 0 for always. Default: 0.</summary>
    public int OddAnswers { get; init; }

    /// <summary>Numbers of the items that always answer 504. Default: none.</summary>
    public IReadOnlyList<int> AlwaysDown { get; init; } = [];

    /// <summary>Numbers of the items whose files are always cut short. Default: none.</summary>
    public IReadOnlyList<int> BrokenFiles { get; init; } = [];

    /// <summary>What is odd in the texts. Default: nothing.</summary>
    public OddTexts Texts { get; init; }

    /// <summary>How one gets through the list. Default: by links. The apps know links alone.</summary>
    public OddListForm List { get; init; }

    /// <summary>What is wrong with the list. Default: nothing.</summary>
    public OddListTrouble ListTrouble { get; init; }

    /// <summary>
    /// Pages of the list that are answered within 2 seconds, 0 to 1,000; more get 429 with <c>Retry-After: 2</c>. 0 for any number.
    /// Default: 0.
    /// </summary>
    public int ListPagesInTwoSeconds { get; init; }

    /// <summary>How often the second page of the list is broken off in mid-document, 0 to 1,000. Default: 0.</summary>
    public int BrokenListPages { get; init; }

    /// <summary>Further ports that the files are served from, in turns, 0 to 5. Default: 0, and the portal serves them itself.</summary>
    public int FileHosts { get; init; }

    internal bool IsApp => SignOut is OddSignOut.SinglePageApp or OddSignOut.AppRestoresLate or OddSignOut.ShellStays;

    internal bool HasItem(int number) => number >= 1 && number <= Items + (ListTrouble == OddListTrouble.Shifts ? 1 : 0);

    /// <summary>What stands in place of an item's page, null for most.</summary>
    internal OddItemKind? KindOf(int number) => (number - 1) % Tenth < OddItems.Count ? OddItems[(number - 1) % Tenth] : null;

    /// <summary>Everything that is out of its range.</summary>
    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Items), Items, 1, MostItems)
        .Range(nameof(ItemsPerPage), ItemsPerPage, 1, 1000)
        .Range(nameof(Port), Port, 0, 65_535)
        .Range(nameof(Latency), Latency, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(AppDelay), AppDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(RestoreDelay), RestoreDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(RefreshGrace), RefreshGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(StaleEvery), StaleEvery, 2, 1000)
        .Range(nameof(OtherUserEvery), OtherUserEvery, 0, 1000)
        .Range(nameof(OddItems), OddItems.Count, 0, Tenth)
        .Range(nameof(OddAnswers), OddAnswers, 0, 1000)
        .Range(nameof(ListPagesInTwoSeconds), ListPagesInTwoSeconds, 0, 1000)
        .Range(nameof(BrokenListPages), BrokenListPages, 0, 1000)
        .Range(nameof(FileHosts), FileHosts, 0, 5)
        .AddRange(BelowOne(nameof(EndAfterItems), EndAfterItems))
        .AddRange(BelowOne(nameof(EndAfterLists), EndAfterLists))
        .AddRange(Unknown(nameof(AlwaysDown), AlwaysDown))
        .AddRange(Unknown(nameof(BrokenFiles), BrokenFiles))
        .AddRange(OnlyLinksInApps())
        .AddRange(Refresh != OddRefresh.None && SignOut != OddSignOut.SinglePageApp
            ? [$"{nameof(Refresh)} is for {nameof(OddSignOut.SinglePageApp)} alone"] : []);

    private static IEnumerable<string> BelowOne(string option, IReadOnlyList<int> numbers) =>
        numbers.Where(number => number < 1).Select(number => $"{option} has {number}; allowed is 1 or more");

    private IEnumerable<string> Unknown(string option, IReadOnlyList<int> numbers) =>
        numbers.Where(number => !HasItem(number)).Select(number => $"{option} names item {number}, which is not among the {Items}");

    private IEnumerable<string> OnlyLinksInApps() =>
        IsApp && (List != OddListForm.Links || OddItems.Count > 0 || Texts != OddTexts.None)
            ? [$"{SignOut} draws its pages by itself; {nameof(List)}, {nameof(OddItems)} and {nameof(Texts)} are not for it"]
            : [];
}
