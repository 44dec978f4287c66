using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>Where a job's things are on disk.</summary>
internal sealed class JobFolder
{
    private readonly string data;
    private readonly string sessions;

    public JobFolder(string dataDirectory, string job)
        : this(Path.GetFullPath(Path.Combine(dataDirectory, job)), new DirectoryInfo(dataDirectory))
    {
    }

    private JobFolder(string root, DirectoryInfo data)
    {
        Root = root;
        Files = Path.Combine(Root, "files");
        Staging = Path.Combine(Root, "staging");
        Bad = Path.Combine(Root, "bad");
        Records = Path.Combine(Root, "records.jsonl");
        Runs = Path.Combine(Root, "runs");
        (this.data, sessions) = (data.FullName, Path.Combine(data.FullName, "sessions"));
    }

    public string Root { get; }

    /// <summary>That of a job whose folder is known.</summary>
    public static JobFolder At(string root) => new(root, Directory.GetParent(root)!);

    public string Files { get; }

    /// <summary>On the same file system as <see cref="Files"/>, so that a move is a rename.</summary>
    public string Staging { get; }

    /// <summary>Files that were in place and turned out bad later.</summary>
    public string Bad { get; }

    public string Records { get; }

    public string Runs { get; }

    /// <summary>The folder of one run.</summary>
    public string RunOf(string run) => Path.Combine(Runs, run);

    /// <summary>Where a script's session is kept between runs.</summary>
    public string SessionOf(string script) => Path.Combine(sessions, $"{script}.json");

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="RunStopException">The folder cannot be written.</exception>
    public void Create() => Guarded(() =>
    {
        Directory.CreateDirectory(Files);
        string ignore = Path.Combine(data, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n"); // sessions and what was fetched belong in no repository, wherever the folder is
        }
    });

    /// <summary>Removes what an earlier run left half done. Call it only under the job's lock.</summary>
    /// <exception cref="RunStopException">The folder cannot be written.</exception>
    public void SweepStaging() => Guarded(() =>
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }

        Directory.CreateDirectory(Staging);
    });

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(exception, Root);
        }
    }
}
