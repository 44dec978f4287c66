namespace BrowserScraper.Cli.Chaos;

/// <summary>The folder that a chaos run works in, with a small disk where one is to be filled; gone afterwards unless it is to be kept.</summary>
internal sealed class ChaosFolder : IDisposable
{
    private const string DiskKind = "disk";

    private readonly bool keep;
    private readonly Action<string> tell;

    public ChaosFolder(ChaosOptions options, Action<string> tell)
    {
        keep = options.Keep;
        this.tell = tell;
        Root = Directory.CreateTempSubdirectory("browserscraper-chaos-").FullName;
        Disk = options.Kinds.Any(kind => kind.Name == DiskKind) ? SmallDisk.Mount(Path.Combine(Root, "disk"), Megabytes(options.Items)) : null;
    }

    public string Root { get; }

    public SmallDisk? Disk { get; }

    public void Dispose()
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
            Directory.Delete(Root, recursive: true);
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
