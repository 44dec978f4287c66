namespace BrowserScraper.Checkpoints;

/// <summary>
/// Where jobs are in a data folder: <c>script/</c> and <c>script/request/</c>, and nowhere deeper. What a job has fetched is not looked
/// into: a file there may be called anything.
/// </summary>
internal static class JobFolders
{
    /// <summary>What a job's folder holds besides its files.</summary>
    private static readonly string[] OfAJob = ["files", "staging", "bad", "inbox", "runs"];

    /// <summary>Folders that hold a job, or something that is left of one.</summary>
    public static IEnumerable<string> Below(string root)
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (string folder in Directory.EnumerateDirectories(root))
        {
            bool isJob = IsJob(folder);
            if (isJob)
            {
                yield return folder;
            }

            // A job that is called as one of a job's own folders is found where its script's folder is no job itself.
            foreach (string below in Directory.EnumerateDirectories(folder)
                .Where(each => !(isJob && OfAJob.Contains(Path.GetFileName(each))) && IsJob(each)))
            {
                yield return below;
            }
        }
    }

    private static bool IsJob(string folder) => new CheckpointPaths(folder).Exist || Directory.Exists(Path.Combine(folder, "runs"));
}
