using BrowserScraper.Checkpoints;

namespace BrowserScraper.Stores.Files;

/// <summary>The one process that has a job's folder, or had it when it was killed.</summary>
internal static class FileJobMachine
{
    public static ValueTask<IReadOnlyList<MachineView>> OfAsync(string folder) => ValueTask.FromResult<IReadOnlyList<MachineView>>(
        JobHolder.Of(folder) is { } holder
            ? [new(holder.Machine, holder.Process) { Since = holder.Since, IsLost = !holder.IsAlive }] : []);
}
