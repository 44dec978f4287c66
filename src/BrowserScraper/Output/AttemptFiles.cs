using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// The files of one attempt: staged while the script works, in place after <see cref="Commit"/>, gone when disposed
/// without it. Once disposed it takes no more writes, so that a late script changes nothing.
/// </summary>
internal sealed class AttemptFiles(Downloads downloads, JobFolder folder, NameBook names, string key, string stagingName, CookieManager tokens) : IDisposable
{
    private readonly Dictionary<string, string> staged = new(StringComparer.Ordinal);
    private readonly string staging = Path.Combine(folder.Staging, stagingName);
    private volatile bool isOver;
    private int fetched;

    /// <summary>Bytes fetched by this attempt; adopted files do not count.</summary>
    public long BytesFetched { get; private set; }

    public async Task<SavedFile> DownloadAsync(IPage page, Uri? address, ILocator? link, string name, Expectation expect, CancellationToken ending)
    {
        foreach (string wanted in EndingOpen(name) ? expect.Kind.Members.Select(kind => NameOf(name, kind)) : [name])
        {
            if (await downloads.AdoptAsync(names.Claim(key, SafeFileName.From(wanted)), expect) is { } present)
            {
                return present;
            }
        }

        RefuseWhenOver();
        string target = Path.Combine(staging, $"{++fetched}");
        SavedFile file = await downloads.FetchAsync(new(page, address, link, target, tokens, $"download of {key}"), name, expect, ending);
        RefuseWhenOver();
        string safe = names.Claim(key, SafeFileName.From(EndingOpen(name) ? NameOf(name, file.Kind) : name));
        staged[safe] = target;
        BytesFetched += file.Size;
        return file with { Path = safe };
    }

    /// <summary>Gives every staged file its final name.</summary>
    /// <param name="except">The names of those that are not wanted.</param>
    public void Commit(IReadOnlyCollection<string> except)
    {
        foreach ((string name, string target) in staged.Where(file => !except.Contains(file.Key)))
        {
            StagedFile.Commit(target, Path.Combine(folder.Files, name));
        }
    }

    public void Dispose()
    {
        isOver = true;
        try
        {
            Directory.Delete(staging, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was staged.
        }
        catch (IOException)
        {
            // A late write is still under way; the folder is swept at the next start.
        }
    }

    private static bool EndingOpen(string name) => name.EndsWith(".*", StringComparison.Ordinal);

    private static string NameOf(string name, FileKind kind) => $"{name[..^2]}{kind.Ending}";

    private void RefuseWhenOver()
    {
        if (isOver)
        {
            throw new ItemEndedException(new ItemOutcome.Interrupted("the attempt is over"));
        }
    }
}
