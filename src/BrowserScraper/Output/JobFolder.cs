using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>Where a job's things are on disk.</summary>
internal sealed class JobFolder
{
    private readonly string data;
    private readonly string sessions;

    public JobFolder(string dataDirectory, string job)
    {
        Root = Path.GetFullPath(Path.Combine(dataDirectory, job));
        Files = Path.Combine(Root, "files");
        Staging = Path.Combine(Root, "staging");
        Bad = Path.Combine(Root, "bad");
        Records = Path.Combine(Root, "records.jsonl");
        Runs = Path.Combine(Root, "runs");
        data = Path.GetFullPath(dataDirectory);
        sessions = Path.GetFullPath(Path.Combine(dataDirectory, "sessions"));
    }

    public string Root { get; }

    public string Files { get; }

    /// <summary>On the same file system as <see cref="Files"/>, so that a move is a rename.</summary>
    public string Staging { get; }

    /// <summary>Files that were in place and turned out bad later.</summary>
    public string Bad { get; }

    public string Records { get; }

    public string Runs { get; }

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
