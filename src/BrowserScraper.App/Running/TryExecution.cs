using BrowserScraper.App.Display;
using BrowserScraper.Items;

namespace BrowserScraper.App.Running;

/// <summary>Tries a script for whoever writes it: once, or again at each save.</summary>
internal sealed class TryExecution(ConsoleSet consoles, TimeProvider time)
{
    /// <exception cref="RunStopException">It cannot be tried.</exception>
    public async Task<int> RunAsync(TryArguments arguments)
    {
        foreach (string warning in arguments.Run.Line.Warnings())
        {
            consoles.Line(warning);
        }

        using CancellationTokenSource stop = new();
        using StopSignals signals = new(stop.Cancel, stop.Cancel);
        await using KeptPortal? portal = arguments.Run.Portals is { } portals ? new(portals) : null;
        await using TryRounds rounds = new(consoles, arguments, portal, time);
        try
        {
            return arguments.Watch ? await WatchAsync(arguments, rounds, stop.Token) : await rounds.RunAsync(isAgain: false, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return arguments.Watch ? ExitCode.Done : ExitCode.Interrupted; // it is how one leaves a watch
        }
    }

    private async Task<int> WatchAsync(TryArguments arguments, TryRounds rounds, CancellationToken stopping)
    {
        IScripts scripts = arguments.Run.Line.Scripts;
        string script = arguments.Script ?? (scripts.All.Count > 0 ? scripts.All[0].Name : "");
        if (scripts.FilesOf(script) is not { Count: > 0 } files)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"--watch is for files that the tool compiles, as in `scraper try my-site.cs --watch`; {script} is built into this "
                    + "program");
        }

        using SaveWatch saves = new(files, time);
        for (bool isAgain = false; ; isAgain = true)
        {
            Task saved = saves.NextAsync(stopping);
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task round = ShowAsync(rounds, isAgain, over.Token);
            if (await Task.WhenAny(saved, round) == round)
            {
                await round;
                consoles.Line($"WATCH: save {string.Join(", ", files.Select(Path.GetFileName))} to try again; Ctrl+C ends");
            }
            else
            {
                await over.CancelAsync(); // what was saved meanwhile counts
            }

            await Task.WhenAll(saved, round);
        }
    }

    /// <summary>One round, with what goes wrong told: the next save may mend it.</summary>
    private async Task ShowAsync(TryRounds rounds, bool isAgain, CancellationToken over)
    {
        try
        {
            await rounds.RunAsync(isAgain, over);
        }
        catch (RunStopException stop)
        {
            consoles.Error(stop.Message);
        }
        catch (IOException trouble)
        {
            consoles.Error(trouble.Message);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Saved meanwhile, or ended.
        }
    }
}
