using System.Threading.Channels;
using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Progress;

/// <summary>
/// Takes events from anywhere at no cost to the caller and hands them to every reader in order. A reader that throws is told of once, by
/// the others, and gets what follows all the same: one event that it cannot bear is no reason for a report or a log that ends there.
/// </summary>
internal sealed class RunEventStream : IAsyncDisposable
{
    private readonly Channel<RunEvent> events = Channel.CreateUnbounded<RunEvent>(new() { SingleReader = true });
    private readonly IReadOnlyList<IRunEventReader> readers;
    private readonly TimeProvider time;
    private readonly RunSecrets secrets;
    private readonly HashSet<IRunEventReader> failed = [];
    private readonly Task pump;

    /// <param name="readers">Who gets the events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="secrets">What no event shows. Default: nothing is known.</param>
    public RunEventStream(IReadOnlyList<IRunEventReader> readers, TimeProvider time, RunSecrets? secrets = null)
    {
        (this.readers, this.time, this.secrets) = (readers, time, secrets ?? RunSecrets.None);
        pump = Task.Run(PumpAsync);
    }

    public void Publish(RunEvent happened)
    {
        RunEvent shown = ShownEvent.Of(happened, secrets);
        shown.At = time.GetUtcNow();
        events.Writer.TryWrite(shown);
    }

    public void Publish(LadderStep step) => Publish(new RunEvent.Recovery(step.Step, step.Why, step.Worked, step.Took, step.Page));

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
                Hand(happened, reader);
            }
        }
    }

    private void Hand(RunEvent happened, IRunEventReader reader)
    {
        try
        {
            reader.Read(happened);
        }
        catch (Exception fault)
        {
            if (failed.Add(reader))
            {
                Tell(reader, new(
                    $"a reader of events ({reader.GetType().Name}, at {happened.Event})", FaultText.Of(fault), fault.ToString())
                        { At = time.GetUtcNow() });
            }
        }
    }

    // Not by way of the channel: the event that it failed at may have been the last.
    private void Tell(IRunEventReader silent, RunEvent.Fault fault)
    {
        RunEvent shown = ShownEvent.Of(fault, secrets);
        shown.At = fault.At;
        foreach (IRunEventReader reader in readers.Where(each => each != silent))
        {
            Hand(shown, reader);
        }
    }
}
