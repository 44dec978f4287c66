using System.Text.Json;
using BrowserScraper.Attempts;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Planning;

namespace BrowserScraper.Trials;

/// <summary>
/// Works on one item as a run does - the script within ITEM_TIMEOUT, its files fetched, verified and under their names - in the trial's
/// folder. For one round.
/// </summary>
/// <param name="session">Whose session, and which script.</param>
/// <param name="folder">Gets the files.</param>
/// <param name="evidence">Gets what a page shows where something is wrong.</param>
/// <param name="events">Told of everything.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends it.</param>
internal sealed class ItemTrial(
    TrialSession session, TrialFolder folder, EvidenceFolder evidence, TrialEvents events, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A session that had ended is no fault of the script.</summary>
    private const int MostAttempts = 2;

    private readonly JobPlan plan = session.Plan;
    private readonly List<string> added = [];
    private readonly FileNames names = new([]);

    /// <exception cref="RunStopException">Nothing can go on.</exception>
    public async Task<TriedItem> RunAsync(WorkItem item)
    {
        DiskRoom room = new(folder.Root, plan.Settings.DiskReserve);
        using Downloads downloads = new(
            new(folder.Files, folder.Staging), (key, name) => ValueTask.FromResult(names.Claim(key, name)), session.Hosts,
            new(plan.Logins), plan.Files, room, time);
        long started = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            int generation = session.Account.Session.Generation;
            (TriedItem tried, ItemOutcome outcome) = await TryAsync(item, attempt, downloads, started);
            if (outcome is not ItemOutcome.SignedOut signedOut || attempt == MostAttempts)
            {
                return tried;
            }

            if (!await session.Account.Session.RenewAsync(generation, $"{item.Key} ({signedOut.Reason})", stopping))
            {
                return tried with { Reason = $"{tried.Reason}, though the session holds: this answer alone was given to nobody" };
            }

            await session.CloseShownAsync();
        }
    }

    private async Task<(TriedItem Tried, ItemOutcome Outcome)> TryAsync(WorkItem item, int attempt, Downloads downloads, long started)
    {
        added.Clear();
        PageLease lease = await session.Account.Pages.RentAsync(stopping);
        lease.Retire(); // the next round has a page of its own
        session.Show(lease);
        using AttemptFiles files = downloads.Begin(item, attempt, session.Account.Session.Tokens);
        AttemptEvidence taken = new(evidence, item, attempt, () => lease.Diary.Lines, time);
        ItemRunner runner = new(
            plan.Script, session.Rules, Add, plan.Settings.ItemTimeout, plan.Settings.SourceTimeout, time)
        {
            Records = RecordForm.WithNulls,
        };
        ItemOutcome outcome = await runner.RunAsync(item, attempt, lease, files, taken, new(default, default, stopping));
        stopping.ThrowIfCancellationRequested();
        TimeSpan took = time.GetElapsedTime(started);
        ItemOutcome.Done? done = outcome as ItemOutcome.Done;
        foreach ((string name, string staged) in done is null ? new Dictionary<string, string>() : files.Staged)
        {
            StagedFile.Commit(staged, Path.Combine(folder.Files, name));
        }

        if (FaultText.IsScripts(taken.Fault))
        {
            events.Tell($"{plan.Script.Name}, {item.Key}", taken.Fault);
        }

        bool isWell = outcome is ItemOutcome.Done or ItemOutcome.Skipped;
        string? kept = isWell ? null : await taken.KeepAsync(outcome);
        return (new()
        {
            Item = TriedRow.Of(item, plan.Secrets),
            Outcome = outcome.Name,
            Reason = plan.Secrets.Told(outcome.Reason, item.Address),
            Took = took,
            Attempts = attempt,
            IsUnproven = done is { IsProven: false },
            Record = done?.Record is JsonElement record ? [.. FieldsOf(record)] : null,
            Files = done?.Files ?? [],
            FilesFolder = folder.Files,
            Added = [.. added.Select(plan.Secrets.RemovedFrom)],
            Fault = isWell ? null : TriedFault.Of(taken.Fault, plan.Secrets),
            Evidence = kept is null ? null : Path.Combine(folder.Root, kept),
        }, outcome);
    }

    private ValueTask Add(WorkItem further)
    {
        added.Add(ItemKey.Of(further.Key));
        return ValueTask.CompletedTask;
    }

    private IEnumerable<TriedField> FieldsOf(JsonElement record) => record.ValueKind == JsonValueKind.Object
        ? record.EnumerateObject().Select(field => new TriedField(field.Name, Text(field.Value)))
        : [new TriedField("", Text(record))];

    private string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => plan.Secrets.RemovedFrom(value.GetString()!),
        _ => plan.Secrets.RemovedFrom(value.GetRawText()),
    };
}
