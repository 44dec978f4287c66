using BrowserScraper.Attempts;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Settings;
using BrowserScraper.Steering;
using Microsoft.Playwright;

namespace BrowserScraper.Discovery;

/// <summary>
/// Finds out what is there, while workers already work: reads the site's list, starts over after a failure, reads once more
/// where the list has changed meanwhile, and says whether what it has read is the whole.
/// </summary>
internal sealed class ListDiscovery
{
    private const int Tries = 3;
    private const int MostPasses = 3;
    private const int MostTold = 5;

    private readonly JobPlan plan;
    private readonly JobLedger ledger;
    private readonly RunControl control;
    private readonly RunEventStream events;
    private readonly TimeProvider time;
    private readonly BrowserRenewal? renewal;
    private readonly ListSizes sizes;
    private readonly RetryRules rules;
    private readonly FoundItems found = new();
    private readonly ListReading reading;
    private readonly HashSet<string> told = [];
    private int twinsTold;

    /// <param name="plan">What is to be done.</param>
    /// <param name="ledger">Takes what is found.</param>
    /// <param name="sessions">A session to read with; asked again for each try.</param>
    /// <param name="sizes">How many items were found before.</param>
    /// <param name="renewal">Held meanwhile, as its page is open for long; null where there is none.</param>
    /// <param name="control">Stops it.</param>
    /// <param name="events">Told how it goes.</param>
    /// <param name="time">The clock.</param>
    public ListDiscovery(
        JobPlan plan, JobLedger ledger, Func<DiscoverySession> sessions, ListSizes sizes, BrowserRenewal? renewal, RunControl control,
        RunEventStream events, TimeProvider time)
    {
        this.plan = plan;
        this.control = control;
        this.events = events;
        this.time = time;
        this.sizes = sizes;
        this.renewal = renewal;
        rules = new(plan.Settings.MaxRetries, plan.Settings.BackoffFactor, time);
        this.ledger = ledger;
        reading = new(plan, sessions, TakeAsync, Tell, time, control.Stopping);
    }

    /// <summary>Runs once.</summary>
    /// <returns>Whether nobody need read the list again in this run: it was read whole, or the run needs no more of it.</returns>
    /// <exception cref="RunStopException">Nothing can go on.</exception>
    public async Task<bool> RunAsync()
    {
        long started = time.GetTimestamp();
        Hold(true);
        try
        {
            ReadingEnd end = await ReadAsync();
            bool isStopped = control.Stopping.IsCancellationRequested;
            string? doubt = end is { Failure: null, IsCutShort: false } && !isStopped ? Doubt(end.Pass!) : null;
            string? failure = isStopped ? null : end.Failure ?? doubt;
            events.Publish(new RunEvent.DiscoveryEnded(found.Count, time.GetElapsedTime(started), failure, isStopped || end.IsCutShort)
            {
                WasReadToItsEnd = end.Failure is null,
            });
            return failure is null && (!isStopped || ledger.IsFull);
        }
        finally
        {
            Hold(false);
        }
    }

    /// <summary>
    /// Reads the list, and once more where it has changed while it was read: a row that is removed at its top makes a reader
    /// skip another.
    /// </summary>
    private async Task<ReadingEnd> ReadAsync()
    {
        for (int pass = 1; ; pass++)
        {
            int before = found.Count;
            ReadingEnd end = await ReadPatientlyAsync();
            bool hasBroughtNothing = pass > 1 && found.Count == before;
            if (end is not { Failure: null, Again: { } why } || pass == MostPasses || hasBroughtNothing)
            {
                return end;
            }

            Tell($"DISCOVERY: {why}; it is read once more");
        }
    }

    /// <summary>Starts over after a failure, until three tries running have found nothing new.</summary>
    private async Task<ReadingEnd> ReadPatientlyAsync()
    {
        for (int fruitless = 0; ;)
        {
            int before = found.Count;
            ReadingEnd end = await reading.TryAsync();
            if (end.Failure is null || end.IsForGood || control.Stopping.IsCancellationRequested)
            {
                return end;
            }

            TellFault(end.Thrown);
            fruitless = found.Count > before ? 0 : fruitless + (end.IsFree ? 0 : 1);
            if (fruitless == Tries)
            {
                return end;
            }

            Tell($"DISCOVERY: {end.Failure}; the list is read from its start again");
            if (end.NeedsPause && !await PauseAsync(rules.Pause(Math.Max(1, fruitless))))
            {
                return end;
            }
        }
    }

    /// <returns>False where the run needs no more.</returns>
    private async Task<bool> TakeAsync(WorkItem row, ListPass pass)
    {
        WorkItem item = ledger.Taken(row with { Key = ItemKey.Of(row.Key) });
        if ((ItemKey.Fault(item.Key) ?? ItemKey.FaultOfAddress(item.Address)) is { } fault)
        {
            pass.Count.Read(isItem: true);
            LeaveOut(item, fault, pass.Count.Rows);
            return true;
        }

        (bool isNew, bool isNewToPass) = found.Meet(item, pass.Number);
        bool isTwin = !isNew && found.IsTwin(item);
        pass.Add(item.Key, isNewToPass, isItem: isNewToPass || isTwin);
        if (isNew)
        {
            await ledger.FoundAsync(item);
        }
        else if (isTwin && found.AddTwin(item) && ++twinsTold <= MostTold)
        {
            Tell($"TWO ITEMS WITH ONE KEY: {item.Key} is {Told(await ledger.KnownAsync(item.Key))} and {Told(item)}; the first one counts");
        }

        return !ledger.IsFull;
    }

    private static string Told(WorkItem? item) => $"'{item?.Title}' at {item?.Address?.AbsoluteUri}";

    private void LeaveOut(WorkItem item, string fault, int row)
    {
        if (found.LeaveOut(item) && found.Unusable <= MostTold)
        {
            string name = item.Title ?? item.Address?.AbsoluteUri ?? $"row {row}";
            Tell($"NO USABLE KEY: {name} is left out: a key has 1 to 200 printable characters, and {fault}");
        }
    }

    /// <returns>False where the run was stopped meanwhile.</returns>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, control.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Why what was read to its end may not be the whole list; null where nothing speaks against it.</summary>
    private string? Doubt(ListPass pass)
    {
        string[] doubts = [.. Doubts(pass)];
        if (doubts.Length == 0)
        {
            sizes.Keep(Request, found.Count);
            return null;
        }

        return string.Join("; ", doubts);
    }

    private IEnumerable<string> Doubts(ListPass pass)
    {
        if (pass.Count.Contradiction(found.Count + found.Twins + found.Unusable) is { } contradiction)
        {
            yield return contradiction;
        }
        else if (!plan.Script.MayBeEmpty && pass.Count.Rows == 0)
        {
            yield return $"the list shows nothing; are the address ({plan.UrlSetting}) and the script's own settings right?";
        }
        else if (!pass.Count.IsSaid && !plan.Script.MayBeEmpty && sizes.Last(Request) is { } last && found.Count * 2 < last)
        {
            yield return $"the list shows {Counted.Of(found.Count, "item")}, and the last complete discovery found {last} "
                + $"(if that is right, remove {sizes.Path})";
        }

        if (pass.Repeats)
        {
            yield return $"the list went on with what was there before, and was left after {Counted.Of(found.Count, "item")}; where does "
                + "it end?";
        }

        if (found.Unusable > 0)
        {
            yield return found.Unusable == 1 ? "1 row has no usable key" : $"{found.Unusable} rows have no usable key";
        }

        if (found.Twins > 0)
        {
            yield return found.Twins == 1 ? "1 key is that of two items" : $"{found.Twins} keys are those of two items each";
        }
    }

    /// <summary>What is no site's doing, such as a defect of the script, is told with its stack, the same one once.</summary>
    private void TellFault(Exception? thrown)
    {
        if (thrown is not (null or ItemEndedException or PlaywrightException or TimeoutException) && told.Add(FaultText.Of(thrown)))
        {
            events.Publish(new RunEvent.Fault("discovery", FaultText.Of(thrown), thrown.ToString()));
        }
    }

    private void Hold(bool isHeld)
    {
        if (renewal is not null)
        {
            renewal.IsHeld = isHeld;
        }
    }

    // A script with options may have a list for each of their values.
    private string Request => string.Join(
        '\n', plan.Settings.InForce.Where(setting => IsOption(setting.Key)).OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key}={setting.Value}"));

    private static bool IsOption(string name) => SettingsCatalog.Harness.All(own => own.Name != name)
        && !name.EndsWith("_URL", StringComparison.Ordinal) && !name.EndsWith("_USERNAME", StringComparison.Ordinal);

    private void Tell(string text) => events.Publish(new RunEvent.Notice(text));
}
