using BrowserScraper.Checkpoints;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Checkpoints;

namespace BrowserScraper.Tests.Checkpoints;

public sealed class JsonCheckpointContractTests : CheckpointContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override async Task<ICheckpoint> OpenAsync(string site = "https://one.example") =>
        await JsonCheckpoint.OpenAsync(folder.Root, "job", site, TimeProvider.System);
}
