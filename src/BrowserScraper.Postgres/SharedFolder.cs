using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Postgres;

/// <summary>
/// FILES_DIR, which all machines must see alike. A file in it says which one it is, and the database knows that: who has mounted another
/// folder, or none, would write files where nobody looks for them.
/// </summary>
internal sealed class SharedFolder(string root)
{
    private const string MarkerName = ".browserscraper";

    public string MarkerPath { get; } = root.Length == 0 ? throw new RunStopException(
        StopReason.BadUsage, "FILES_DIR is not set; set it to a folder that all machines share, such as a mount of NFS")
        : Path.Combine(Path.GetFullPath(root), MarkerName);

    /// <summary>Marks the folder where none is marked yet.</summary>
    /// <exception cref="RunStopException">It is not the folder that the database knows, or cannot be used.</exception>
    public async Task BeTheSameAsync(Step step)
    {
        if (await FaultAsync(step, marks: true) is { } fault)
        {
            throw new RunStopException(StopReason.MachineLacks, fault);
        }
    }

    /// <summary>Why it is not the folder that the database knows, or null.</summary>
    /// <param name="step">Nobody else marks one until it ends.</param>
    /// <param name="marks">Makes the marker where there has been none.</param>
    public async Task<string?> FaultAsync(Step step, bool marks)
    {
        string? known = await step.OneAsync<string>("select marker from shared_folder");
        if (known is null && marks)
        {
            string own = Read() ?? $"{Guid.NewGuid():n}"; // of a database before this one, perhaps
            bool isFirst = await step.RunAsync("insert into shared_folder (marker) values ($1) on conflict do nothing", own) > 0;
            if (isFirst)
            {
                return Write(own);
            }

            known = await step.OneAsync<string>("select marker from shared_folder");
        }

        return known is null || Read() == known ? null
            : $"{Path.GetFullPath(root)} is not the folder that the other machines put their files in: {MarkerPath} "
                + $"{(File.Exists(MarkerPath) ? "names another one" : "is not there")}; mount the one folder that all share and set "
                + $"FILES_DIR to it (if this is it, and its marker was lost, write {known} into that file)";
    }

    /// <summary>What the marker says; null where it is not there or cannot be read.</summary>
    private string? Read()
    {
        try
        {
            return File.ReadAllText(MarkerPath).Trim() is { Length: > 0 } marker ? marker : null;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            return null;
        }
    }

    private string? Write(string marker)
    {
        try
        {
            Directory.CreateDirectory(root);
            DurableFile.Replace(MarkerPath, file => file.Write(System.Text.Encoding.UTF8.GetBytes($"{marker}\n")));
            return null;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            return $"{MarkerPath} cannot be written ({OneLine.Of(refused.Message)}); FILES_DIR must be a folder that can be";
        }
    }
}
