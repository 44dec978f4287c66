using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

/// <summary><c>jobs pause</c> and the like: what is wanted of a whole job, from a process that does not work on it.</summary>
internal static class SteerCommands
{
    public static void AddTo(Command jobs, ConsoleSet consoles, RunOptions options)
    {
        SteerCommand steer = new(jobs, consoles, options);
        steer.Add(
            "pause", "Pause the run that is at work, on all of its machines: items in flight finish", "PAUSED",
            control => control.PauseAsync(Environment.MachineName));
        steer.Add("resume", "Let a paused run go on, on all of its machines", "GOES ON",
            control => control.ResumeAsync(Environment.MachineName));
        steer.Add(
            "stop", "Stop the run that is at work, on all of its machines: items in flight get 10 s, and the next run goes on", "STOPPED",
            control => control.StopAsync(
                StopReason.Interrupted, $"stopped by {Environment.MachineName}, on all machines; run again to go on"));
        steer.AddPages();
        steer.AddCancel();
        steer.AddRetry();
    }

    private sealed class SteerCommand(Command jobs, ConsoleSet consoles, RunOptions options)
    {
        public void Add(string name, string description, string done, Func<IJobControl, ValueTask<bool>> order)
        {
            Argument<string> job = Job();
            Command command = new(name, description) { job, options.Data, options.Store };
            command.SetAction((parsed, _) => RunAsync(parsed, job, done, order));
            jobs.Add(command);
        }

        public void AddPages()
        {
            Argument<string> job = Job();
            Argument<string> pages = new("pages") { Description = "how many pages each machine drives: 1 to 64, or auto" };
            Command command = new("pages", "Change how many pages each machine of a run drives")
            {
                job, pages, options.Data, options.Store,
            };
            command.SetAction((parsed, _) =>
            {
                PageCount wanted = PageCount.Parse(parsed.GetValue(pages)!) ?? throw new RunStopException(
                    StopReason.BadUsage,
                    $"jobs pages {parsed.GetValue(pages)}: write a number from 1 to 64, or auto, or such as auto:2-20");
                return RunAsync(parsed, job, $"PAGES {wanted}", control => control.SetPagesAsync($"{wanted}", Environment.MachineName));
            });
            jobs.Add(command);
        }

        public void AddCancel()
        {
            Argument<string> job = Job();
            Argument<string[]> items = new("items")
            {
                Description = "the keys of items that are to be skipped; none for the whole run", Arity = ArgumentArity.ZeroOrMore,
            };
            Command command = new(
                "cancel", "End the run that is at work, on all of its machines, or skip some of its items")
            {
                job, items, options.Data, options.Store,
            };
            command.SetAction((parsed, _) => parsed.GetValue(items) is { Length: > 0 } keys
                ? CancelAsync(parsed, job, keys)
                : RunAsync(parsed, job, "CANCELLED", control => control.StopAsync(
                    StopReason.Cancelled, $"cancelled by {Environment.MachineName}, on all machines; resume to go on")));
            jobs.Add(command);
        }

        public void AddRetry()
        {
            Argument<string> job = Job();
            Command command = new("retry", "Try items again that were given up: in the run that is at work, else in the next one")
            {
                job, options.Data, options.Store,
            };
            command.SetAction(async (parsed, _) =>
            {
                IReadOnlyList<ItemRecord> again = await (await ControlAsync(parsed, job)).RetryAsync(ItemFilter.Failed);
                consoles.Line($"RETRIED: {Display.Text.Items(again.Count)} of {parsed.GetValue(job)}");
                return ExitCode.Done;
            });
            jobs.Add(command);
        }

        private static Argument<string> Job() => new("job") { Description = "the job's name" };

        private async Task<int> RunAsync(
            ParseResult parsed, Argument<string> job, string done, Func<IJobControl, ValueTask<bool>> order)
        {
            string name = parsed.GetValue(job)!;
            if (!await order(await ControlAsync(parsed, job)))
            {
                throw new RunStopException(StopReason.BadUsage, $"nobody works on {name}: there is no run to steer");
            }

            consoles.Line($"{done}: {name}, on all machines within two seconds");
            return ExitCode.Done;
        }

        private async Task<int> CancelAsync(ParseResult parsed, Argument<string> job, string[] keys)
        {
            IJobControl control = await ControlAsync(parsed, job);
            List<string> left = [];
            foreach (string key in keys)
            {
                left.AddRange(await control.CancelAsync(key) ? [] : [key]);
            }

            consoles.Line($"CANCELLED: {Display.Text.Items(keys.Length - left.Count)} of {parsed.GetValue(job)}");
            return left.Count == 0 ? ExitCode.Done : throw new RunStopException(
                StopReason.BadUsage, $"not known, or settled already: {string.Join(", ", left)}");
        }

        private async Task<IJobControl> ControlAsync(ParseResult parsed, Argument<string> job)
        {
            string name = parsed.GetValue(job)!;
            IJobCatalog store = options.StoreOf(parsed);
            return await store.ControlAsync(name) ?? throw new RunStopException(
                StopReason.BadUsage, $"there is no job '{name}' in {store.Place}; see: jobs");
        }
    }
}
