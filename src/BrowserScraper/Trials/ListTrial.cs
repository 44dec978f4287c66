using BrowserScraper.Discovery;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Planning;
using Microsoft.Playwright;

namespace BrowserScraper.Trials;

/// <summary>
/// Reads the first page of a script's list, and on where an item is looked for: by the run's own reading, with its patience and its limits.
/// For one round.
/// </summary>
/// <param name="session">Whose session, and which script.</param>
/// <param name="evidence">Gets what a page shows where something is wrong.</param>
/// <param name="events">Told of everything.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends it.</param>
internal sealed class ListTrial(
    TrialSession session, EvidenceFolder evidence, TrialEvents events, TimeProvider time, CancellationToken stopping)
{
    /// <summary>So many rows are a first page, where the script does not ask for another.</summary>
    internal const int MostRows = 50;

    /// <summary>So many rows are read for an item that is looked for.</summary>
    internal const int MostSearched = 1000;

    private const int Tries = 3;

    private readonly JobPlan plan = session.Plan;
    private readonly List<WorkItem> rows = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private ListPass? pass;
    private IPage? last;
    private string? wanted;
    private string? kept;
    private int read;
    private bool isCut;

    /// <summary>The item that was looked for; null where it has not come.</summary>
    public WorkItem? Found { get; private set; }

    /// <summary>The row that it was, from 1.</summary>
    public int FoundAt { get; private set; }

    /// <summary>It was on the list's first page.</summary>
    public bool IsOnFirstPage { get; private set; }

    /// <summary>Rows that were read in all.</summary>
    public int Read => read;

    /// <param name="item">The key or the address of an item that is looked for; null for the first page as it is.</param>
    /// <exception cref="RunStopException">Nothing can go on.</exception>
    public async Task<TriedList> RunAsync(string? item)
    {
        wanted = item;
        long started = time.GetTimestamp();
        ListReading reading = new(plan, Session, TakeAsync, events.Tell, time, stopping) { FirstPageAlone = item is null };
        ReadingEnd end = await ReadAsync(reading);
        stopping.ThrowIfCancellationRequested();
        TimeSpan took = time.GetElapsedTime(started);
        if (FaultText.IsScripts(end.Thrown))
        {
            events.Tell($"{plan.Script.Name}, its list", end.Thrown);
        }

        SeenMarks? marks = last is null ? null : await SeenMarks.ReadAsync(session.Rules, plan.Script, last);
        bool isWhole = end is { Failure: null, IsCutShort: false };
        if (last is not null && (end.Failure is not null || rows.Count == 0))
        {
            kept ??= await KeepAsync(last, end.Failure ?? "the list shows no items");
        }

        return new()
        {
            Rows = [.. rows.Select(row => TriedRow.Of(row, plan.Secrets))],
            Usable = rows.Count(row => ListOddities.Trouble(row).Length == 0),
            Took = took,
            Next = pass?.Next is { } next ? Shown(next) : null,
            IsWhole = isWhole && !isCut,
            Expected = pass?.Count.Words,
            Oddities = end.Failure is null || rows.Count > 0 ? [.. Oddities(isWhole).Select(Shown)] : [],
            Marks = marks is null ? null : marks with { Page = Shown(marks.Page), User = marks.User is { } user ? Shown(user) : null },
            Failure = end.Failure is { } failure ? plan.Secrets.Told(failure) : null,
            Fault = TriedFault.Of(end.Thrown, plan.Secrets),
            Evidence = kept,
        };
    }

    private IEnumerable<string> Oddities(bool isWhole) =>
        ListOddities.Of(rows, plan.Script.Home, isWhole && pass is { IsBeyondFirstPage: false }, pass?.Count ?? new());

    /// <summary>Once more where the site has asked to wait, or somebody has had to sign in again: neither is the script's fault.</summary>
    private async Task<ReadingEnd> ReadAsync(ListReading reading)
    {
        for (int tries = 1; ; tries++)
        {
            int generation = session.Account.Session.Generation;
            rows.Clear();
            keys.Clear();
            (read, pass) = (0, null);
            ReadingEnd end = await reading.TryAsync();
            bool isWorthAnother = end.IsFree || generation != session.Account.Session.Generation;
            if (end.Failure is null || tries == Tries || !isWorthAnother || stopping.IsCancellationRequested)
            {
                return end;
            }

            events.Tell($"LIST: {end.Failure}; it is read from its start again");
        }
    }

    /// <summary>The page stays open when it was read, for whoever looks at the browser, and for what is to be asked of it.</summary>
    private DiscoverySession Session()
    {
        DiscoverySession own = DiscoverySession.Of(session.Account, session.Rules);
        return own with
        {
            OpenAsync = async ending =>
            {
                if (last is not null)
                {
                    await own.CloseAsync(last, null); // a try before this one
                }

                IPage page = await own.OpenAsync(ending);
                session.Show(new OpenPage(() => own.CloseAsync(page, null)));
                return last = page;
            },
            CloseAsync = async (page, why) =>
            {
                if (why is not null)
                {
                    kept = await KeepAsync(page, why);
                    await own.CloseAsync(page, why);
                }
            },
        };
    }

    private Task<bool> TakeAsync(WorkItem row, ListPass current)
    {
        pass ??= current;
        WorkItem item = plan.Logins.Taken(row with { Key = ItemKey.Of(row.Key) });
        bool isNew = keys.Add(item.Key);
        current.Add(item.Key, isNew, isItem: isNew);
        if (current != pass)
        {
            return Task.FromResult(true); // a look whether the list has changed while it was read
        }

        read++;
        if (!current.IsBeyondFirstPage && rows.Count < MostRows)
        {
            rows.Add(item);
        }
        else
        {
            isCut = wanted is null;
        }

        if (wanted is not null && IsWanted(item))
        {
            (Found, FoundAt, IsOnFirstPage) = (item, read, !current.IsBeyondFirstPage);
        }

        return Task.FromResult(!isCut && Found is null && read < MostSearched);
    }

    private bool IsWanted(WorkItem item) =>
        item.Key == wanted || (item.Address is { } address && (Text(address) == wanted || Shown(Text(address)) == wanted));

    private Task<string?> KeepAsync(IPage page, string why) => evidence.KeepPageAsync(page, new("list"), why, time);

    private static string Text(Uri address) => TriedRow.Text(address);

    // Addresses whole: whoever writes the script has to tell them apart.
    private string Shown(string text) => plan.Secrets.RemovedFrom(text);

    private sealed class OpenPage(Func<Task> close) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await close();
    }
}
