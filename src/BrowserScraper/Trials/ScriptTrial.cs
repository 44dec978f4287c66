using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using Microsoft.Playwright;

namespace BrowserScraper.Trials;

/// <summary>
/// Tries a script as its author works on it: signs in once, reads the first page of its list or works on one item, and again whenever it is
/// asked to, with another instance of the script. Nothing of it goes into the job: no lock, no checkpoint, no records, no session; a run of
/// the same job may work beside it. Not concurrent.
/// </summary>
/// <param name="folder">Gets files and evidence.</param>
/// <param name="readers">Told of what happens, before the call returns.</param>
/// <param name="time">The clock.</param>
internal sealed class ScriptTrial(TrialFolder folder, IReadOnlyList<IRunEventReader> readers, TimeProvider time) : IAsyncDisposable
{
    /// <summary>So long nothing is said.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RefusalWindow = TimeSpan.FromMinutes(10);

    private readonly TrialEvents events = new(readers, time);
    private readonly Queue<long> refusals = new();
    private TrialSession? session;
    private EvidenceFolder? evidence;
    private (string Wanted, WorkItem Item)? remembered;

    /// <summary>One round.</summary>
    /// <param name="plan">The script as it is now.</param>
    /// <param name="item">The key or the address of an item, or a line of input; null for the list alone.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="RunStopException">Nothing can go on: the message is for the operator.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<TrialResult> TryAsync(JobPlan plan, string? item, CancellationToken stopping)
    {
        plan.KeepSecrets();
        events.Secrets = plan.Secrets;
        try
        {
            return await RoundAsync(plan, item, stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopping);
        }
        catch (RunStopException refused)
        {
            await EndSessionAsync();
            if (refused.Reason == StopReason.SignInRefused)
            {
                refusals.Enqueue(time.GetTimestamp());
            }

            if (refused is { Reason: StopReason.Fault, InnerException: { } thrown })
            {
                events.Tell(plan.Script.Name, thrown);
            }

            throw new RunStopException(refused.Reason, plan.Secrets.Told(refused.Message), refused);
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            await EndSessionAsync();
            throw new RunStopException(
                StopReason.MachineLacks,
                plan.Secrets.Told($"the browser or its driver fails ({broken.Message.Split('\n')[0]}); see: doctor"), broken);
        }
        catch (Exception fault) when (fault is not IOException)
        {
            await EndSessionAsync();
            events.Tell(plan.Script.Name, fault);
            throw new RunStopException(
                StopReason.Fault, plan.Secrets.Told($"{plan.Script.Name}: {FaultText.Of(fault)}; the log has its stack"), fault);
        }
    }

    public async ValueTask DisposeAsync() => await EndSessionAsync();

    private async Task<TrialResult> RoundAsync(JobPlan next, string? item, CancellationToken stopping)
    {
        long started = time.GetTimestamp();
        TrialSession open = await OpenAsync(next);
        JobPlan plan = open.Plan;
        events.Secrets = plan.Secrets;
        folder.Clear();
        evidence = new(folder.Root, SafeFileName.Single, plan.Settings.EvidenceBytes, events.Tell) { Secrets = plan.Secrets };
        await open.SignInAsync(stopping);
        refusals.Clear();
        ListTrial list = new(open, evidence, events, time, stopping);
        (WorkItem? work, TriedList? read) = item is null
            ? (null, await ToldAsync(plan, list.RunAsync(null), stopping)) : await FindAsync(plan, item, list, stopping);
        TriedItem? tried = work is null ? null
            : await ToldAsync(plan, new ItemTrial(open, folder, evidence, events, time, stopping).RunAsync(work), stopping);
        return new()
        {
            User = plan.Script.NeedsSignIn ? plan.Secrets.Told(plan.Accounts[0].Username) : null,
            Took = time.GetElapsedTime(started),
            List = read,
            Item = tried,
            NotFound = item is null || work is not null ? null : NotFound(item, list, read!),
        };
    }

    /// <summary>The session that is open, where it is one for this script, too; else another.</summary>
    private async Task<TrialSession> OpenAsync(JobPlan plan)
    {
        if (session is { } open)
        {
            await open.CloseShownAsync();
            if (TrialBasis.Of(plan).DifferenceTo(open.Basis) is not { Count: > 0 } changed)
            {
                open.Take(plan);
                return open;
            }

            events.Tell($"TRY: {string.Join(", ", changed)} changed, so the browser is opened anew");
            await EndSessionAsync();
        }

        RefuseTooOften(plan);
        return session = new(plan, () => evidence!, events, time);
    }

    /// <summary>Each refused sign-in has used the form twice, and sites lock accounts.</summary>
    private void RefuseTooOften(JobPlan plan)
    {
        while (refusals.TryPeek(out long oldest) && time.GetElapsedTime(oldest) > RefusalWindow)
        {
            refusals.Dequeue();
        }

        if (refusals.Count > plan.Settings.MaxSignIns)
        {
            throw new RunStopException(
                StopReason.SignInRefused,
                $"{plan.Script.Name}: {Counted.Of(refusals.Count, "sign-in")} in {RefusalWindow.TotalMinutes:0} minutes were refused, and "
                    + "more could lock the account; wait, or raise MAX_SIGN_INS");
        }
    }

    private async Task<(WorkItem? Item, TriedList? List)> FindAsync(
        JobPlan plan, string wanted, ListTrial list, CancellationToken stopping)
    {
        if (plan.Script.Input is not null && plan.Script.ItemOf(wanted) is { } given)
        {
            return (plan.Logins.Taken(given with { Key = ItemKey.Of(given.Key) }), null);
        }

        if (remembered is { } known && known.Wanted == wanted)
        {
            events.Tell($"LIST: {wanted} is taken from the list as it was read before, as it is not on its first page");
            return (known.Item, null);
        }

        TriedList read = await ToldAsync(plan, list.RunAsync(wanted), stopping);
        remembered = list is { Found: { } found, IsOnFirstPage: false } ? (wanted, found) : null;
        return (list.Found, read);
    }

    /// <summary>Says what whoever waits for it is waiting for.</summary>
    private async Task<T> ToldAsync<T>(JobPlan plan, Task<T> work, CancellationToken stopping)
    {
        Task late = Task.Delay(Patience, time, stopping);
        if (await Task.WhenAny(work, late) == late && late.IsCompletedSuccessfully)
        {
            events.Tell(
                $"WAITING: {Patience.TotalSeconds:0} s so far; for what is not on the page it waits "
                    + $"{plan.Settings.RequestTimeout.TotalSeconds:0.##} s (REQUEST_TIMEOUT; for a try: --set REQUEST_TIMEOUT=5)");
        }

        return await work;
    }

    private static string NotFound(string wanted, ListTrial list, TriedList read)
    {
        string place = read.Failure is not null ? $"the {Counted.Of(list.Read, "row")} that were read before that"
            : read.IsWhole ? $"the {Counted.Of(list.Read, "row")} of the list"
            : $"the first {Counted.Of(list.Read, "row")} of the list";
        string near = NearestName.Of(wanted, [.. read.Rows.Select(row => row.Key)]) is { } guess ? $"; did you mean {guess}?" : "";
        return $"{wanted} is neither key nor address of an item among {place}{near}";
    }

    private async Task EndSessionAsync()
    {
        (TrialSession? open, session) = (session, null);
        await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
