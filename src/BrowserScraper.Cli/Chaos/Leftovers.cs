using BrowserScraper.App.Running;
using BrowserScraper.Machine;

namespace BrowserScraper.Cli.Chaos;

/// <summary>What a chaos run has started and still lives.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Ends all of it, what was stopped included.</summary>
    /// <param name="mark">What its processes have in their environment, see <see cref="HarnessSetup.Variable"/>.</param>
    /// <param name="time">The clock.</param>
    /// <returns>How many processes that were; 0 where that cannot be known.</returns>
    public static async Task<int> EndAsync(string mark, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        IReadOnlyList<int> left = ProcessTree.With(HarnessSetup.Variable, mark);
        long started = time.GetTimestamp();
        for (IReadOnlyList<int> now = left; now.Count > 0
            && time.GetElapsedTime(started) < Limit; now = ProcessTree.With(HarnessSetup.Variable, mark))
        {
            foreach (int process in now)
            {
                Signal.Send(process, Signal.Kill);
                Signal.Send(process, Signal.Continue);
            }

            await Task.Delay(Interval, time);
        }

        return left.Count;
    }
}
