using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>Fetches files by the fastest lane that works, and lets only verified ones pass. Calls may run concurrently.</summary>
internal sealed class Downloads(JobFolder folder, NameBook names, HostWatch hosts, TimeSpan requestTimeout, bool force, TimeProvider time) : IDisposable
{
    private readonly LaneBook book = new();
    private readonly HttpLane http = new(hosts, requestTimeout, time);
    private readonly ContextLane context = new(hosts, requestTimeout, time);
    private readonly ClickLane click = new(hosts, requestTimeout, time);
    private int begun;

    /// <summary>A place for the files of one attempt.</summary>
    /// <param name="item">The item.</param>
    /// <param name="attempt">The attempt's number, which keeps its files apart from an earlier one's.</param>
    /// <param name="tokens">The gate of the session that works on it.</param>
    public AttemptFiles Begin(WorkItem item, int attempt, CookieManager tokens) =>
        new(this, folder, names, item.Key, SafeFileName.Single($"{Interlocked.Increment(ref begun)}-{item.Key}-{attempt}"), tokens);

    public void Dispose() => http.Dispose();

    /// <summary>A file that an earlier run has put in place and that still verifies, so that it need not be fetched again.</summary>
    internal async Task<SavedFile?> AdoptAsync(string name, Expectation expect)
    {
        string final = Path.Combine(folder.Files, name);
        return !force && File.Exists(final) && await expect.FaultAsync(final, announced: null) is null
            ? await DescribeAsync(final, name, expect.Kind)
            : null;
    }

    internal async Task<SavedFile> FetchAsync(DownloadOrder order, string name, Expectation expect, CancellationToken ending)
    {
        string host = order.Address?.Host ?? "";
        IDownloadLane[] able = [.. new IDownloadLane[] { http, context, click }.Where(lane => lane.CanFetch(order))];
        IReadOnlyList<IDownloadLane> lanes = book.Order(host, able);
        ItemEndedException? verdict = null;
        TroubleException? trouble = null;
        RefuseWhereAway(order);
        for (int index = 0; ; index++)
        {
            try
            {
                long? announced = await lanes[index].FetchAsync(order, ending);
                if (await expect.FaultAsync(order.Target, announced) is { } fault)
                {
                    throw new ItemEndedException(new ItemOutcome.BadFile($"{name}: {fault}"));
                }

                book.Delivered(host, lanes[index]);
                return await DescribeAsync(order.Target, name, expect.Kind);
            }
            catch (ItemEndedException exception) when (exception.Outcome is ItemOutcome.BadFile or ItemOutcome.Failed or ItemOutcome.Rejected)
            {
                book.Failed(host);

                // What the first lane found wrong with a file says more than how the last one failed.
                verdict ??= exception.Outcome is ItemOutcome.Failed ? null : exception;
                if (index == lanes.Count - 1)
                {
                    throw verdict ?? (trouble is null ? exception : Ended(trouble));
                }
            }
            catch (TroubleException exception)
            {
                book.Failed(host);
                trouble ??= exception;

                // Where nobody takes the connection, no lane gets one.
                if (index == lanes.Count - 1 || !exception.Trouble.IsLate)
                {
                    throw verdict ?? Ended(trouble);
                }
            }
            catch (Exception exception) when ((verdict is not null || trouble is not null) && exception is PlaywrightException or TimeoutException && !ending.IsCancellationRequested)
            {
                throw verdict ?? Ended(trouble!);
            }
        }
    }

    private void RefuseWhereAway(DownloadOrder order)
    {
        if (order.Address is { } address)
        {
            hosts.RefuseWhereAway(address);
        }
    }

    private ItemEndedException Ended(TroubleException met) => new(hosts.Met(met.Trouble, met.Begun), met);

    internal static async Task<SavedFile> DescribeAsync(string path, string name, FileKind kind) =>
        new(name, new FileInfo(path).Length, await FileVerifier.Sha256Async(path)) { Kind = await FileVerifier.KindAsync(path, kind) };
}
