using System.Collections.Concurrent;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>
/// Shows a run while it lasts: on a terminal a picture that is redrawn, elsewhere a line now and then. What cannot wait
/// (notices, items given up) is told as a line of its own in both.
/// </summary>
/// <param name="consoles">Where it is shown.</param>
/// <param name="status">How the run stands.</param>
/// <param name="only">The known items that the run is for, so that there is no list to read on; null for all there are.</param>
/// <param name="time">The clock.</param>
internal sealed class RunProgress(ConsoleSet consoles, Func<RunStatus> status, ItemFilter? only, TimeProvider time) : IRunEventReader
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, string> titles = new(StringComparer.Ordinal);
    private int? limit;
    private bool isStopping;

    public void Read(RunEvent happened)
    {
        limit = happened is RunEvent.RunStarted { Limit: { } most } ? most : limit;
        isStopping |= happened is RunEvent.Stopping;
        if (happened is RunEvent.ItemStarted { Title: { Length: > 0 } title } started)
        {
            titles[started.Key] = title;
        }

        if (LineOf(happened) is { } line)
        {
            lines.Enqueue(OneLine.Of(line));
        }

        if (happened is RunEvent.ItemEnded ended)
        {
            titles.TryRemove(ended.Key, out _);
        }
    }

    /// <summary>What is to be told of it, or null.</summary>
    internal string? LineOf(RunEvent happened) => happened switch
    {
        RunEvent.RunStarted started => Beginning(started),
        RunEvent.Notice notice => notice.Text,
        RunEvent.Fault fault => $"{fault.Line}; the log has its stack",
        RunEvent.Steered steered => steered.Line,
        RunEvent.HostAway away => away.Line,
        RunEvent.HostBack back => back.Line,
        RunEvent.HostLeft left => left.Line,
        RunEvent.SignedIn { FromStore: true } => "SIGN-IN: not needed, the session still holds",
        RunEvent.SignedIn signedIn =>
            $"SIGN-IN: {(signedIn.Generation == 1 ? "signed in" : $"signed in again (session {signedIn.Generation})")} in "
                + $"{signedIn.Took.TotalSeconds:0.0} s",
        RunEvent.DiscoveryEnded { Failure: { } doubt, WasReadToItsEnd: true } => $"DISCOVERY INCOMPLETE: {doubt}",
        RunEvent.DiscoveryEnded { Failure: { } failure } => $"DISCOVERY FAILED: {failure}",
        RunEvent.DiscoveryEnded when only is not null => null,
        RunEvent.DiscoveryEnded { WasElsewhere: true, IsCutShort: false } => "LIST: another machine has read it",
        RunEvent.DiscoveryEnded { WasElsewhere: true } => null,
        RunEvent.DiscoveryEnded { IsCutShort: true } cut =>
            "DISCOVERY: stopped after "
                + $"{Text.Items(cut.Found)}{(limit is null || isStopping ? "" : $", as MAX_DOWNLOADS={limit} is reached")}; a further run "
                    + "reads on",
        RunEvent.DiscoveryEnded ended => $"DISCOVERY: {Text.Items(ended.Found)} found in {Text.Seconds(ended.Took.TotalSeconds)}",
        RunEvent.ItemEnded { State: ItemState.Failed } item =>
            $"FAILED: {Text.Named(item.Key, titles.GetValueOrDefault(item.Key))} | {item.Outcome}: {item.Reason}",
        RunEvent.Stopping stopping => $"STOPPING: {stopping.Message}",
        _ => null,
    };

    /// <summary>Shows the run until it has ended.</summary>
    public Task ShowAsync(Task run) => consoles.IsLive ? ShowLiveAsync(run) : ShowPlainAsync(run);

    private async Task ShowLiveAsync(Task run)
    {
        using PeriodicTimer timer = new(Redraw, time);
        await consoles.People.Live(new Markup("")).AutoClear(true).StartAsync(async live =>
        {
            while (!run.IsCompleted)
            {
                TellLines(line => consoles.People.Write(new ToldLine(line)));
                live.UpdateTarget(
                    new Spectre.Console.Text(
                        string.Join('\n', RunPicture.Draw(status(), time.GetUtcNow(), consoles.People.Profile.Width - 1))));
                await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask());
            }
        });
        TellLines(consoles.Line);
    }

    private async Task ShowPlainAsync(Task run)
    {
        using PeriodicTimer timer = new(Redraw, time);
        long told = time.GetTimestamp();
        while (!run.IsCompleted)
        {
            TellLines(consoles.Line);
            if (time.GetElapsedTime(told) >= PlainEvery)
            {
                told = time.GetTimestamp();
                consoles.Line(RunPicture.Line(status()));
            }

            await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask());
        }

        TellLines(consoles.Line);
    }

    private void TellLines(Action<string> tell)
    {
        while (lines.TryDequeue(out string? line))
        {
            tell(line);
        }
    }

    private static string Beginning(RunEvent.RunStarted started)
    {
        bool isForced = bool.TryParse(started.Settings.GetValueOrDefault("FORCE_REDOWNLOAD"), out bool forced) && forced;
        string before = started.DoneBefore + started.Unfinished == 0
            ? "a new job"
            : isForced ? $"{started.DoneBefore} done before, and all is fetched again (FORCE_REDOWNLOAD)"
            : $"going on: {started.DoneBefore} done before, {started.Unfinished} known and still to do";
        string most = started.Limit is { } items ? $", at most {Text.Items(items)} (MAX_DOWNLOADS)" : "";
        string found = PageCount.Parse(started.Settings.GetValueOrDefault("CONCURRENT_PAGES", "")) is { Auto: not null } auto
            ? $" to begin with (CONCURRENT_PAGES={auto})" : "";
        return $"JOB: {started.Job} at {started.Site} | {before} | {Text.Pages(started.Pages)}{found}{most}";
    }
}
