using System.Buffers;
using System.Threading.Channels;

namespace BrowserScraper.Storage;

/// <summary>
/// Appends lines to a file through one writer: everything that waits is written together and flushed to the disk once, then
/// all who wait for it are told. A batch that the disk refuses is cut away again and written with the next one, so the file
/// never has a hole and never a line out of order.
/// </summary>
internal sealed class AppendLog : IAsyncDisposable
{
    // Bounds the writer's memory and how long the first waiter of a batch waits for the last one's bytes.
    private const int BatchSize = 1 << 20;

    private readonly FileStream file;
    private readonly Func<Exception, Exception> explain;
    private readonly Action<AppendLog>? committed;
    private readonly Channel<PendingLine> queue =
        Channel.CreateUnbounded<PendingLine>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ArrayBufferWriter<byte> pending = new();
    private readonly List<TaskCompletionSource> waiters = [];
    private readonly Task writing;
    private Exception? fault;

    /// <param name="file">Open for writing, without a buffer of its own; the log owns it.</param>
    /// <param name="explain">Turns the disk's exception into the one that callers see.</param>
    /// <param name="committed">Runs on the writer after each batch; must not throw.</param>
    public AppendLog(FileStream file, Func<Exception, Exception> explain, Action<AppendLog>? committed = null)
    {
        this.file = file;
        this.explain = explain;
        this.committed = committed;
        Length = file.Length;
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How much of the file is on the disk for certain.</summary>
    public long Length { get; private set; }

    /// <summary>Opens a file for a log.</summary>
    public static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <summary>Queues a line, which includes its line feed, and returns at once.</summary>
    public void Post(ReadOnlyMemory<byte> line) => Enqueue(new PendingLine(line, Waiter: null));

    /// <summary>Queues a line; the task completes when it is on the disk.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> line)
    {
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new PendingLine(line, waiter));
        return waiter.Task;
    }

    /// <summary>Completes when everything queued so far is on the disk.</summary>
    public Task FlushAsync() => AppendAsync(ReadOnlyMemory<byte>.Empty);

    /// <summary>Empties the file. Only for the writer, that is from <c>committed</c>, or after <see cref="DrainAsync"/>.</summary>
    public void Clear()
    {
        file.SetLength(0);
        Length = 0;
        pending.ResetWrittenCount();
        fault = null;
    }

    /// <summary>Takes no more lines and writes what waits; returns why that was not possible, or null.</summary>
    public async Task<Exception?> DrainAsync()
    {
        queue.Writer.TryComplete();
        await writing;
        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        Exception? left = await DrainAsync();
        await file.DisposeAsync();
        if (left is not null)
        {
            throw left;
        }
    }

    private void Enqueue(PendingLine line) =>
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(line), this);

    private async Task WriteAllAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            while (queue.Reader.TryRead(out PendingLine line))
            {
                Gather(line);
                Commit();
            }
        }

        // The disk may have room again; nobody else would ask.
        Commit();
    }

    private void Gather(PendingLine line)
    {
        int limit = pending.WrittenCount + BatchSize;
        do
        {
            pending.Write(line.Line.Span);
            if (line.Waiter is not null)
            {
                waiters.Add(line.Waiter);
            }
        }
        while (pending.WrittenCount < limit && queue.Reader.TryRead(out line));
    }

    private void Commit()
    {
        try
        {
            Write();
            fault = null;
            waiters.ForEach(waiter => waiter.SetResult());
        }
        catch (Exception cause)
        {
            CutBack();
            fault = explain(cause);
            waiters.ForEach(waiter => waiter.SetException(fault));
        }

        waiters.Clear();
        if (fault is null)
        {
            committed?.Invoke(this);
        }
    }

    private void Write()
    {
        if (pending.WrittenCount == 0)
        {
            return;
        }

        file.Position = Length;
        file.Write(pending.WrittenSpan);
        file.Flush(flushToDisk: true);
        Length += pending.WrittenCount;
        pending.ResetWrittenCount();
    }

    private void CutBack()
    {
        try
        {
            file.SetLength(Length);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // The next batch is written over the remains, and a reader takes them for a torn tail.
        }
    }

    private readonly record struct PendingLine(ReadOnlyMemory<byte> Line, TaskCompletionSource? Waiter);
}
