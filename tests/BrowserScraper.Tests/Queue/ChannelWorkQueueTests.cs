using BrowserScraper.Queue;
using BrowserScraper.Testing.Queue;

namespace BrowserScraper.Tests.Queue;

public sealed class ChannelWorkQueueTests : WorkQueueContract
{
    private readonly ChannelWorkQueue queue;

    public ChannelWorkQueueTests() => queue = new(Clock, new());

    protected override IWorkQueue Queue => queue;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        queue.Dispose();
    }
}
