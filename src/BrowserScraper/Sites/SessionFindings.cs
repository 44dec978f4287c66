using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>
/// What a run learns of a site's marks: whether all items' pages have the mark of a signed-in user; what looks signed out there and is not.
/// Members may be called concurrently.
/// </summary>
/// <param name="tell">Gets what was learned, in one line.</param>
internal sealed partial class SessionFindings(Action<string> tell)
{
    /// <summary>So many pages tell how all of them are.</summary>
    internal const int EnoughPages = 10;

    /// <summary>A page that shows the same so often, while somebody is signed in, is like that.</summary>
    internal const int EnoughShowings = 4;

    /// <summary>So many items of which one thing turned out to be like that tell that it is so everywhere.</summary>
    internal const int EnoughItems = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RequestAnswers> requests = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, SuspicionKind Kind), int> showings = [];
    private readonly HashSet<(string Key, SuspicionKind Kind)> accepted = [];
    private readonly Dictionary<(SuspicionKind Kind, string What), HashSet<string>> itemsOf = [];
    private readonly HashSet<(SuspicionKind Kind, string What)> everywhere = [];
    private int opened;
    private bool restores;
    private int marked;
    private int unmarked;
    private int formless;

    /// <summary>It is not known yet whether pages show their form before they restore the session, or they do.</summary>
    public bool LooksAtOpening
    {
        get
        {
            lock (gate)
            {
                return restores || opened < EnoughPages;
            }
        }
    }

    /// <summary>Counts a page that was looked at when it was opened.</summary>
    /// <param name="hasRestored">It has shown a form, and then a signed-in user's page.</param>
    public void Opened(bool hasRestored)
    {
        lock (gate)
        {
            opened++;
            restores |= hasRestored;
        }
    }

    /// <summary>The first pages all had the mark of a signed-in user: one without it is not right.</summary>
    public bool AllHaveMark
    {
        get
        {
            lock (gate)
            {
                return marked >= EnoughPages && unmarked == 0;
            }
        }
    }

    /// <summary>Counts a page of which an item was to be done.</summary>
    public void Count(bool hasMark, bool hasForm)
    {
        lock (gate)
        {
            bool isClear = marked >= EnoughPages && unmarked == 0;
            marked += hasMark ? 1 : 0;
            unmarked += hasMark || isClear ? 0 : 1;
            formless += hasForm ? 0 : 1;
        }
    }

    /// <summary>Whether this is known to be no sign-out.</summary>
    public bool IsHarmless(string key, Suspicion suspicion)
    {
        lock (gate)
        {
            return accepted.Contains((key, suspicion.Kind)) || everywhere.Contains((suspicion.Kind, suspicion.What));
        }
    }

    /// <summary>Counts an item that is done, and what its page's scripts have asked for and got.</summary>
    public void Answered(string key, IReadOnlyList<Uri> addresses)
    {
        lock (gate)
        {
            foreach (string what in addresses.Select(RefusalOf).Distinct())
            {
                (requests.TryGetValue(what, out RequestAnswers? known) ? known : requests[what] = new()).Got(key);
            }
        }
    }

    /// <summary>What the first items got is refused to all since then: no page is right without it, whoever is signed in.</summary>
    public bool IsRefusedSince(string what)
    {
        lock (gate)
        {
            return requests.TryGetValue(what, out RequestAnswers? answers) && answers.IsSure;
        }
    }

    /// <summary>The session held all the same.</summary>
    public void Held(string key, Suspicion suspicion)
    {
        string? news;
        lock (gate)
        {
            news = suspicion.Kind == SuspicionKind.Request && requests.TryGetValue(suspicion.What, out RequestAnswers? answers)
                && answers.Refused(key)
                ? answers.TakeNews()
                    ? $"SESSION: {suspicion.What}, which the items before had got, and somebody is signed in: items that lack it are "
                        + "given up" : null
                : Accepted(key, suspicion);
        }

        if (news is not null)
        {
            tell(news);
        }
    }

    private string? Accepted(string key, Suspicion suspicion)
    {
        int times = showings[(key, suspicion.Kind)] = showings.GetValueOrDefault((key, suspicion.Kind)) + 1;
        if (times < EnoughShowings || suspicion.Kind is not (SuspicionKind.Form or SuspicionKind.Elsewhere or SuspicionKind.Request)
            || !accepted.Add((key, suspicion.Kind)))
        {
            return null;
        }

        (SuspicionKind, string) what = (suspicion.Kind, suspicion.What);
        HashSet<string> items = itemsOf.TryGetValue(what, out HashSet<string>? known) ? known : itemsOf[what] = [];
        items.Add(key);
        bool isEverywhere = items.Count >= EnoughItems && (suspicion.Kind != SuspicionKind.Form || formless == 0) && everywhere.Add(what);
        return isEverywhere ? $"SESSION: {suspicion.What} means nothing on this site: somebody is signed in all the same"
            : $"SESSION: {key}: {suspicion.What}, {times} times, though somebody is signed in; the page is taken as it is";
    }

    /// <summary>It has come to its end, or shows something else.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            foreach (SuspicionKind kind in Enum.GetValues<SuspicionKind>())
            {
                showings.Remove((key, kind));
            }
        }
    }

    /// <summary>How a refusal of an address is told, the same for all items.</summary>
    public static string RefusalOf(Uri address) => $"401 for {ShapeOf(address)}";

    /// <summary>An address as it is for all items: numbers and ids taken out.</summary>
    public static string ShapeOf(Uri address) =>
        address.GetLeftPart(UriPartial.Authority) + Particular().Replace(address.AbsolutePath, "/*");

    [GeneratedRegex("/[^/]*[0-9][^/]*")]
    private static partial Regex Particular();
}
