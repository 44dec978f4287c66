using BrowserScraper.Server.Storage;

namespace BrowserScraper.Server.Jobs;

/// <summary>The jobs that the service has been given, in <c>service/jobs.json</c>. Not concurrent: the desk calls it under its lock.</summary>
internal sealed class JobBook(string folder, Action<string> tell)
{
    public const string Name = "jobs.json";

    private const int CurrentFormat = 1;

    private readonly string path = Path.Combine(folder, Name);

    public IReadOnlyList<Entry> Read() => WholeFile.Read<Content>(path, tell)?.Jobs ?? [];

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(IEnumerable<ServedJob> jobs) =>
        WholeFile.Write(path, new Content(CurrentFormat, [.. jobs.Select(job => new Entry(job.Name, job.Order, job.Wanted, job.Last))]));

    /// <param name="Job">Its name.</param>
    /// <param name="Order">What it is to do.</param>
    /// <param name="Wanted">What the operator wants of it.</param>
    /// <param name="Last">How its last run ended, or null.</param>
    internal sealed record Entry(string Job, JobOrder Order, Wanted Wanted, JobEnding? Last);

    private sealed record Content(int Format, IReadOnlyList<Entry> Jobs);
}
