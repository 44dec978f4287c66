using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Stores;

public sealed class MemoryJobStoreTests : JobStoreContract, IDisposable
{
    private readonly MemoryJobStore store;

    public MemoryJobStoreTests() => store = new(Clock);

    protected override IJobStore Store => store;

    public void Dispose() => store.Dispose();

    protected override Task CutAsync()
    {
        store.Cut();
        return Task.CompletedTask;
    }
}
