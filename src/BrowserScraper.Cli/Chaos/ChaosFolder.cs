namespace BrowserScraper.Cli.Chaos;

/// <summary>
/// The folder that a chaos run works in, with a small disk where one is to be filled; gone afterwards unless it is to be kept.
/// </summary>
internal sealed class ChaosFolder : IAsyncDisposable
{
    private const string DiskKind = "disk";
    private const int MostTries = 20;

    private static readonly TimeSpan PauseOfDelete = TimeSpan.FromMilliseconds(100);

    private readonly bool keep;
    private readonly Action<string> tell;

    public ChaosFolder(ChaosOptions options, Action<string> tell)
    {
        keep = options.Keep;
        this.tell = tell;
        Root = Directory.CreateTempSubdirectory("browserscraper-chaos-").FullName;
        Disk = options.Kinds.Any(kind => kind.Name == DiskKind)
            ? SmallDisk.Mount(Path.Combine(Root, "disk"), Megabytes(options.Items)) : null;
    }

    public string Root { get; }

    public SmallDisk? Disk { get; }

    public async ValueTask DisposeAsync()
    {
        if (keep && Disk is not null)
        {
            Copy(Disk.Folder, Path.Combine(Root, "kept"));
        }

        Disk?.Dispose();
        if (keep)
        {
            tell($"Kept: {Root}");
        }
        else
        {
            await DeleteAsync();
        }
    }

    /// <summary>Browsers that were just ended tidy up as well: what is gone when its turn comes is none the worse.</summary>
    private async Task DeleteAsync()
    {
        for (int tries = 1; Directory.Exists(Root); tries++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
            }
            catch (IOException) when (tries < MostTries)
            {
                await Task.Delay(PauseOfDelete, TimeProvider.System);
            }
        }
    }

    /// <summary>Room for everything that many starts write, and little more: a part of it is memory when it is full.</summary>
    private static int Megabytes(int items) => 32 + (items / 8);

    private static void Copy(string from, string to)
    {
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
