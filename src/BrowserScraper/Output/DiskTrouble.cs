using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>What the file system refuses stops the run: every further item would meet the same.</summary>
internal static class DiskTrouble
{
    public static RunStopException Stop(Exception exception, string path) =>
        new(StopReason.MachineLacks, StorageFault.Describe("files", path, exception), exception);
}
