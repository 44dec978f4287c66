using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

internal sealed record CheckpointPaths(string Folder)
{
    public string Snapshot { get; } = Path.Combine(Folder, "checkpoint.json");

    public string Journal { get; } = Path.Combine(Folder, "checkpoint.journal.jsonl");

    public string Summary { get; } = Path.Combine(Folder, "summary.json");

    /// <summary>Whether the folder is that of a job.</summary>
    public bool Exist => File.Exists(Snapshot) || File.Exists(Journal);

    /// <exception cref="CheckpointException">A program that writes another format has written the snapshot.</exception>
    public void Refuse(SnapshotHeader? header, string job)
    {
        if (header?.OtherFormat is { } other)
        {
            throw new CheckpointException($"{job}: {StoredJson.Refusal(Snapshot, other, SnapshotHeader.CurrentFormat)}");
        }
    }
}
