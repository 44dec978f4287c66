using System.Collections.Concurrent;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// The files of one attempt: staged while the script works, gone when disposed, but for those that the store has put in place. Once
/// disposed it takes no more writes, so that a late script changes nothing.
/// </summary>
internal sealed class AttemptFiles(
    Downloads downloads, string stagingFolder, ReserveName reserve, string key, string stagingName, CookieManager tokens,
    Dictionary<string, string>? kept = null) : IDisposable
{
    private const int LongestText = 16 * 1024 * 1024;

    private readonly Dictionary<string, string> staged = kept ?? new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> reserved = new(StringComparer.Ordinal);
    private readonly string staging = Path.Combine(stagingFolder, stagingName);
    private volatile bool isOver;
    private bool isKept;
    private int begun;

    /// <summary>Where its files lie that are not in place yet, by the names that they get.</summary>
    public IReadOnlyDictionary<string, string> Staged => staged;

    /// <summary>Something was fetched, or made by the script.</summary>
    public bool HasBegun => begun > 0;

    /// <summary>Bytes fetched by this attempt; files that were adopted, or made by the script, do not count.</summary>
    public long BytesFetched { get; private set; }

    public async Task<SavedFile> DownloadAsync(
        IPage page, Uri? address, ILocator? link, string name, Expectation expect, DownloadLane? lane, CancellationToken ending)
    {
        foreach (string wanted in EndingOpen(name) ? expect.Kind.Members.Select(kind => NameOf(name, kind)) : [name])
        {
            if (await downloads.AdoptAsync(await ReserveAsync(wanted), expect) is { } present)
            {
                return present;
            }
        }

        string target = NextTarget();
        DownloadOrder order = new(page, address, link, target, tokens, $"download of {key}") { Expect = expect, Lane = lane };
        SavedFile file = await downloads.FetchAsync(order, name, expect, ending);
        BytesFetched += file.Size;
        return await StageAsync(file, EndingOpen(name) ? NameOf(name, file.Kind) : name, target);
    }

    /// <summary>What an address holds; no file of the item.</summary>
    public async Task<string> ReadTextAsync(IPage page, Uri address, Expectation expect, CancellationToken ending)
    {
        string target = NextTarget();
        DownloadOrder order = new(
            page, address, Link: null, target, tokens, $"download of {key}") { Expect = expect, Lane = downloads.LaneOfTexts };
        SavedFile file = await downloads.FetchAsync(order, address.AbsolutePath, expect, ending);
        BytesFetched += file.Size;
        return file.Size <= LongestText
            ? await File.ReadAllTextAsync(target, ending)
            : throw new ItemEndedException(
                new ItemOutcome.BadFile($"{address.AbsolutePath}: {file.Size} bytes are too many for a text; allowed are {LongestText}"));
    }

    /// <summary>The first bytes of what an address holds, whatever it is sent as, an HTML page included.</summary>
    /// <returns>The status; the bytes are there where it is 200.</returns>
    public async Task<(int Status, byte[] Bytes)> ReadStartAsync(IPage page, Uri address, int most, CancellationToken ending)
    {
        string target = NextTarget();
        int status = await downloads.AskAsync(new(page, address, Link: null, target, tokens, $"reading for {key}"), ending);
        if (status != 200)
        {
            return (status, []);
        }

        await using FileStream file = File.OpenRead(target);
        byte[] bytes = new byte[(int)Math.Min(most, file.Length)];
        await file.ReadExactlyAsync(bytes, ending);
        return (status, bytes);
    }

    /// <summary>A file that the script has made itself.</summary>
    public async Task<SavedFile> SaveTextAsync(string text, string name, Expectation expect, CancellationToken ending)
    {
        string target = NextTarget();
        await using (FileStream file = StagedFile.Create(target))
        {
            await StagedFile.WriteAsync(file, Encoding.UTF8.GetBytes(text), ending);
        }

        return await expect.FaultAsync(target, announced: null) is { } fault
            ? throw new ItemEndedException(new ItemOutcome.BadFile($"{name}: {fault}"))
            : await StageAsync(await Downloads.DescribeAsync(target, name, expect.Kind), name, target);
    }

    /// <summary>Hands them over to whoever settles the attempt later: disposing this one then does nothing.</summary>
    public AttemptFiles Keep()
    {
        isKept = true;
        return new(downloads, stagingFolder, reserve, key, stagingName, tokens, staged);
    }

    public void Dispose()
    {
        isOver = true;
        if (isKept)
        {
            return;
        }

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

    private string NextTarget()
    {
        RefuseWhenOver();
        return Path.Combine(staging, $"{++begun}");
    }

    private async Task<SavedFile> StageAsync(SavedFile file, string name, string target)
    {
        RefuseWhenOver();
        string safe = await ReserveAsync(name);
        staged[safe] = target;
        return file with { Path = safe };
    }

    // A name that was given stays given: the store is asked once.
    private async ValueTask<string> ReserveAsync(string name)
    {
        string safe = SafeFileName.From(name);
        return reserved.TryGetValue(safe, out string? known) ? known : reserved[safe] = await reserve(key, safe);
    }

    private void RefuseWhenOver()
    {
        if (isOver)
        {
            throw new ItemEndedException(new ItemOutcome.Interrupted("the attempt is over"));
        }
    }
}
