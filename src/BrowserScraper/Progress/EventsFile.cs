using System.Text.Json;

namespace BrowserScraper.Progress;

/// <summary>
/// Writes every event as one JSON line to the run's <c>events.jsonl</c>, at once: what killed a run is among its last events.
/// </summary>
internal sealed class EventsFile : IRunEventReader, IDisposable
{
    public const string Name = "events.jsonl";

    private readonly FileStream file;
    private bool isFull;

    public EventsFile(string path) => file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Those of all runs of a job.</summary>
    /// <param name="runs">The folder of the job's runs.</param>
    public static IReadOnlyList<string> AllBelow(string runs) =>
        Directory.Exists(runs) ? Directory.GetFiles(runs, Name, SearchOption.AllDirectories) : [];

    public void Read(RunEvent happened)
    {
        if (isFull)
        {
            return;
        }

        try
        {
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), RunJson.Line), (byte)'\n']);
        }
        catch (IOException)
        {
            isFull = true; // the checkpoint meets the same disk and stops the run with a message
        }
    }

    public void Dispose() => file.Dispose();
}
