using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Redaction;

namespace BrowserScraper.Trials;

/// <summary>
/// Tells what happens in a trial, without secrets, before the call returns: what is told stands above what comes of it. Members may be
/// called concurrently.
/// </summary>
internal sealed class TrialEvents(IReadOnlyList<IRunEventReader> readers, TimeProvider time)
{
    private readonly Lock gate = new();

    /// <summary>What no event shows. Default: nothing is known.</summary>
    public RunSecrets Secrets { private get; set; } = RunSecrets.None;

    public void Publish(RunEvent happened)
    {
        RunEvent shown = ShownEvent.Of(happened, Secrets);
        shown.At = time.GetUtcNow();
        lock (gate)
        {
            foreach (IRunEventReader reader in readers)
            {
                reader.Read(shown);
            }
        }
    }

    public void Tell(string text) => Publish(new RunEvent.Notice(text));

    /// <summary>What threw and was not foreseen; the log has its whole stack.</summary>
    public void Tell(string where, Exception fault) => Publish(new RunEvent.Fault(where, FaultText.Of(fault), fault.ToString()));
}
