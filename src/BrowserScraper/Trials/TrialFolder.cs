using System.Security.Cryptography;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Storage;

namespace BrowserScraper.Trials;

/// <summary>
/// Where the files and the evidence of a trial lie to be looked at: a temporary folder of its own, which stays when the trial is over and
/// goes when the next trial of the script begins. It is in no job's folder.
/// </summary>
internal sealed class TrialFolder : IDisposable
{
    private const string LockName = "in-use";

    private readonly FileLock held;

    private TrialFolder(string root, FileLock held) => (Root, this.held) = (root, held);

    public string Root { get; }

    /// <summary>The files of the item that was tried last.</summary>
    public string Files => Path.Combine(Root, "files");

    public string Staging => Path.Combine(Root, "staging");

    /// <summary>Makes one, and removes those that earlier trials of the script have left; not those of trials that go on.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="parent">Where it is made. Default: the folder for temporary files.</param>
    /// <exception cref="RunStopException">The disk refuses.</exception>
    public static TrialFolder Create(string script, string? parent = null)
    {
        string above = parent ?? Path.GetTempPath();
        string prefix = $"browserscraper-try.{SafeFileName.Single(script)}.";
        Sweep(above, prefix);
        string root = Path.GetFullPath(Path.Combine(above, $"{prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"));
        try
        {
            CreateForOwner(root);
            return new(root, FileLock.TryTake(Path.Combine(root, LockName))!);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            throw DiskTrouble.Stop(refused, root);
        }
    }

    /// <summary>Takes away what the round before has left.</summary>
    public void Clear()
    {
        foreach (string folder in Directory.GetDirectories(Root))
        {
            Delete(folder);
        }
    }

    /// <summary>What is in it stays.</summary>
    public void Dispose() => held.Dispose();

    // What a page shows to somebody who is signed in concerns nobody else on this machine.
    private static void CreateForOwner(string root) => _ = OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(root)
        : Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void Sweep(string above, string prefix)
    {
        foreach (string left in Directory.Exists(above) ? Directory.GetDirectories(above, $"{prefix}*") : [])
        {
            try
            {
                if (FileLock.TryTake(Path.Combine(left, LockName)) is { } free)
                {
                    free.Dispose();
                    Delete(left);
                }
            }
            catch (Exception refused) when (StorageFault.Is(refused))
            {
                // Another user's.
            }
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // Somebody looks at it just now: it goes the next time.
        }
    }
}
