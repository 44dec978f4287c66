namespace BrowserScraper.Checkpoints;

internal sealed record CheckpointPaths(string Folder)
{
    public string Snapshot { get; } = Path.Combine(Folder, "checkpoint.json");

    public string Journal { get; } = Path.Combine(Folder, "checkpoint.journal.jsonl");
}
