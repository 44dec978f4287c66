using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

/// <summary>A job in the data folder of a service, as an earlier run has left it.</summary>
internal static class WrittenJob
{
    public const string Job = "dealer-inventory";

    public static string FolderIn(TemporaryFolder folder) => Path.Combine(folder["data"], Job);

    /// <summary>Three done, two left out, one given up and one to do: item-0 to item-6, and every second one is called a wagon.</summary>
    public static async Task WriteAsync(TemporaryFolder folder)
    {
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(
            FolderIn(folder), Job, "the test's portal", TimeProvider.System);
        ItemState[] states =
            [ItemState.Done, ItemState.Done, ItemState.Done, ItemState.Skipped, ItemState.Skipped, ItemState.Failed, ItemState.Waiting];
        foreach ((int number, ItemState state) in states.Index())
        {
            await checkpoint.RecordAsync(
                new ItemRecord(new WorkItem($"item-{number}") { Title = number % 2 == 0 ? $"Wagon {number}" : $"Coupe {number}" })
                    { State = state, Attempts = 1 });
        }
    }
}
