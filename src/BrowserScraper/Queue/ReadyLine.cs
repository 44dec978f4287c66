using System.Collections.Concurrent;
using System.Threading.Channels;
using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// What may be claimed now: high priority before normal before low, and among equals what came first. A line for each priority and one
/// channel of permits, so that a claim costs the same however many wait. Members may be called concurrently.
/// </summary>
internal sealed class ReadyLine
{
    private const ItemPriority First = ItemPriority.High;
    private const ItemPriority Last = ItemPriority.Low;

    private readonly ConcurrentQueue<QueueEntry>[] lines =
        [.. Enumerable.Range(0, First - Last + 1).Select(_ => new ConcurrentQueue<QueueEntry>())];
    private readonly Channel<bool> permits = Channel.CreateUnbounded<bool>();

    public int Count => lines.Sum(line => line.Count);

    public void Add(QueueEntry entry)
    {
        lines[First - entry.Item.Priority].Enqueue(entry); // before its permit, or there would be a permit and nothing to take
        permits.Writer.TryWrite(true);
    }

    public bool TryTake(out QueueEntry entry)
    {
        entry = default;
        if (!permits.Reader.TryRead(out _))
        {
            return false;
        }

        // A permit stands for one entry, whichever it is. Others may take from the lines meanwhile, but no more than there are permits.
        while (true)
        {
            foreach (ConcurrentQueue<QueueEntry> line in lines)
            {
                if (line.TryDequeue(out entry))
                {
                    return true;
                }
            }
        }
    }

    /// <returns>False where nothing is left and nothing more comes, or the wait was given up.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            return await permits.Reader.WaitToReadAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => permits.Writer.TryComplete();
}
