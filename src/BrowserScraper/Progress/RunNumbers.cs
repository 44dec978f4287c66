using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Storage;

namespace BrowserScraper.Progress;

/// <summary>
/// The runs of a job in their order: each has a number, one more than the one before, whatever the clock says. The newest one stands in
/// <c>runs/newest.json</c>, so that nobody has to look through all of them. Runs of earlier programs have no number; they come before all
/// others, by name.
/// </summary>
internal static class RunNumbers
{
    private const int CurrentFormat = 1;

    /// <summary>Numbers a run that begins. Its caller holds the job.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static int Begin(string jobFolder, string run)
    {
        Directory.CreateDirectory(FolderOf(jobFolder));
        Newest? before = Read(jobFolder);
        int number = Math.Max(before?.Number ?? 0, LastNumber(jobFolder, before)) + 1;
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(
            (before ?? new()) with { Format = CurrentFormat, Number = number, Run = run }, StoredJson.Readable);
        DurableFile.Replace(PathIn(jobFolder), file => file.Write(written));
        return number;
    }

    /// <summary>The folder of the newest run, or null.</summary>
    public static string? NewestOf(string jobFolder)
    {
        string? named = Read(jobFolder)?.Run is { } run ? Path.Combine(FolderOf(jobFolder), run) : null;
        // killed before it had a folder, or that is gone
        return named is not null && HasFacts(named) ? named : NewestFirst(jobFolder).FirstOrDefault(HasFacts);
    }

    /// <summary>The folders of all runs, in no order.</summary>
    public static string[] FoldersOf(string jobFolder) =>
        Directory.Exists(FolderOf(jobFolder)) ? Directory.GetDirectories(FolderOf(jobFolder)) : [];

    /// <summary>The same, the newest first. Looks into each of them.</summary>
    public static IReadOnlyList<string> NewestFirst(string jobFolder) =>
    [
        .. FoldersOf(jobFolder).OrderByDescending(folder => RunFacts.Read(folder)?.Number ?? 0)
            .ThenByDescending(folder => Path.GetFileName(folder), StringComparer.Ordinal),
    ];

    // Where there is no such file, the folders tell.
    private static int LastNumber(string jobFolder, Newest? before)
    {
        string[] folders = before is null ? FoldersOf(jobFolder) : [];
        int last = folders.Select(folder => RunFacts.Read(folder)?.Number ?? 0).DefaultIfEmpty().Max();
        return last > 0 ? last : folders.Length;
    }

    private static bool HasFacts(string runFolder) => File.Exists(Path.Combine(runFolder, RunFacts.FileName));

    private static string FolderOf(string jobFolder) => Path.Combine(jobFolder, "runs");

    private static string PathIn(string jobFolder) => Path.Combine(FolderOf(jobFolder), "newest.json");

    /// <returns>Null where there is none that can be read: it is only a shortcut, and is found out anew.</returns>
    private static Newest? Read(string jobFolder)
    {
        try
        {
            string path = PathIn(jobFolder);
            return File.Exists(path)
                && JsonSerializer.Deserialize<Newest>(File.ReadAllBytes(path), StoredJson.Readable) is { Format: CurrentFormat } read
                ? read : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            return null;
        }
    }

    private sealed record Newest
    {
        [JsonPropertyName("format")]
        public int Format { get; init; } = CurrentFormat;

        [JsonPropertyName("number")]
        public int Number { get; init; }

        [JsonPropertyName("run")]
        public string? Run { get; init; }

        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Further { get; init; }
    }
}
