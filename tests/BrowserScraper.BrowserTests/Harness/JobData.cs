using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>What a job of the dealer portal has left on the disk.</summary>
/// <param name="data">The data folder.</param>
/// <param name="job">The job's name.</param>
internal sealed class JobData(string data, string job = "dealer-inventory")
{
    public string Root { get; } = Path.Combine(data, job);

    public IEnumerable<string> FileNames =>
        Directory.EnumerateFiles(Path.Combine(Root, "files"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!);

    public IEnumerable<string> RecordKeys => File.ReadLines(Path.Combine(Root, "records.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()!);

    /// <summary>The report of the latest run.</summary>
    public string ReportText => File.ReadAllText(
        new DirectoryInfo(Path.Combine(Root, "runs")).EnumerateFiles("report.json", SearchOption.AllDirectories)
            .MaxBy(file => file.LastWriteTimeUtc)!.FullName);

    public RunReport Report => JsonSerializer.Deserialize<RunReport>(ReportText, RunJson.Readable)!;

    /// <summary>What the checkpoint says, read from a copy, as a crash at this moment would leave it.</summary>
    public async Task<IReadOnlyList<ItemRecord>> CheckpointAsync()
    {
        using Testing.TemporaryFolder copy = new();
        foreach (string file in Directory.EnumerateFiles(Root, "checkpoint*"))
        {
            File.Copy(file, copy[Path.GetFileName(file)]);
        }

        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(copy.Root, job, "copy", TimeProvider.System);
        Assert.Empty(checkpoint.Notices);
        return checkpoint.Snapshot();
    }

    /// <summary>
    /// Exactly these vehicles have a file, each byte for byte the portal's, and one record; nothing half done lies about.
    /// </summary>
    public void AssertHolds(DealerPortal portal, params IEnumerable<string> vins)
    {
        string[] expected = [.. vins.Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Select(vin => $"{vin}.pdf"), FileNames.Order(StringComparer.Ordinal));
        Assert.Equal(expected, RecordKeys.Order(StringComparer.Ordinal));
        Assert.All(expected, vin => Assert.Equal(portal.StickerOf(vin), File.ReadAllBytes(Path.Combine(Root, "files", $"{vin}.pdf"))));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "staging"), "*", SearchOption.AllDirectories));
    }
}
