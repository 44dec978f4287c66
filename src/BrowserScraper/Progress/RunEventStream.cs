using System.Threading.Channels;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>Takes events from anywhere at no cost to the caller and hands them to every reader in order.</summary>
internal sealed class RunEventStream : IAsyncDisposable
{
    private readonly Channel<RunEvent> events = Channel.CreateUnbounded<RunEvent>(new() { SingleReader = true });
    private readonly IReadOnlyList<IRunEventReader> readers;
    private readonly TimeProvider time;
    private readonly Task pump;

    public RunEventStream(IReadOnlyList<IRunEventReader> readers, TimeProvider time)
    {
        this.readers = readers;
        this.time = time;
        pump = Task.Run(PumpAsync);
    }

    public void Publish(RunEvent happened)
    {
        happened.At = time.GetUtcNow();
        events.Writer.TryWrite(happened);
    }

    public void Publish(Recovery step) => Publish(new RunEvent.Recovery(step.Step, step.Why, step.Worked, step.Took, step.Page));

    /// <summary>Takes no more events, and completes when every reader has read all.</summary>
    public async ValueTask DisposeAsync()
    {
        events.Writer.TryComplete();
        await pump;
    }

    private async Task PumpAsync()
    {
        await foreach (RunEvent happened in events.Reader.ReadAllAsync())
        {
            foreach (IRunEventReader reader in readers)
            {
                reader.Read(happened);
            }
        }
    }
}
