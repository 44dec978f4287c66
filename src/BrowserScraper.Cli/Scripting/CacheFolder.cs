using BrowserScraper.Storage;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// The user's folder for compiled scripts. Code is run from it, so nobody else may write there: a folder that another user has made, or
/// that others may write to, is not used.
/// </summary>
internal sealed class CacheFolder
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private static readonly string[] Below = ["browser-scraper", "scripts"];

    /// <param name="caches">The folder of all caches of the user; null where there is none.</param>
    public CacheFolder(string? caches)
    {
        if (caches is null)
        {
            Trouble = "there is no folder for caches: neither XDG_CACHE_HOME nor a home is set";
            return;
        }

        try
        {
            Directory.CreateDirectory(caches);
            string path = caches;
            foreach (string name in Below)
            {
                path = System.IO.Path.Combine(path, name);
                Trouble = Make(path);
                if (Trouble is not null)
                {
                    return;
                }
            }

            Path = path;
        }
        catch (Exception trouble) when (StorageFault.Is(trouble))
        {
            Trouble = trouble.Message.TrimEnd('.');
        }
    }

    /// <summary>Null where there is none that can be used; then scripts are compiled at each start.</summary>
    public string? Path { get; }

    /// <summary>Why there is none.</summary>
    public string? Trouble { get; }

    /// <summary>This user's.</summary>
    public static CacheFolder OfUser() => new(CachesOfUser());

    private static string? CachesOfUser()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set && System.IO.Path.IsPathFullyQualified(set))
        {
            return set;
        }

        if (OperatingSystem.IsWindows())
        {
            return NullIfNone(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
        }

        return NullIfNone(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) is { } home
            ? System.IO.Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache") : null;
    }

    private static string? NullIfNone(string path) => path.Length > 0 ? path : null;

    private static string? Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // below the user's profile, where Windows lets nobody else in
            return null;
        }

        Directory.CreateDirectory(path, OwnersOnly); // changes nothing of one that is there
        return !UnixFile.IsOwnFolder(path) ? $"{path} does not belong to this user"
            : (File.GetUnixFileMode(path) & OthersMayWrite) != UnixFileMode.None
                ? $"others may write to {path}; chmod 700 it, once you have emptied it"
            : null;
    }
}
