using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Session;

namespace BrowserScraper.Output;

/// <summary>Fetches files by the fastest lane that works, and lets only verified ones pass. Calls may run concurrently.</summary>
/// <param name="folders">Where files go.</param>
/// <param name="reserve">Says whose their names are.</param>
/// <param name="hosts">Told how hosts answer.</param>
/// <param name="authorization">Answers servers that ask for user and password.</param>
/// <param name="settings">What the operator has set.</param>
/// <param name="room">Of the folder's disk.</param>
/// <param name="time">The clock.</param>
internal sealed class Downloads(
    FileFolders folders, ReserveName reserve, HostWatch hosts, HttpAuthorization authorization, DownloadOptions settings, DiskRoom room,
    TimeProvider time) : IDisposable
{
    private readonly LaneMemory book = new();
    private readonly HttpLane http = new(hosts, authorization, settings, room, time);
    private readonly ContextLane context = new(hosts, authorization, settings, room, time);
    private readonly ClickLane click = new(hosts, settings, room, time);
    private int begun;

    /// <summary>What a script only reads has nothing to click, whatever DOWNLOAD_LANE says.</summary>
    internal DownloadLane? LaneOfTexts => settings.Lane is DownloadLane.Click ? DownloadLane.Auto : null;

    /// <summary>A place for the files of one attempt.</summary>
    /// <param name="item">The item.</param>
    /// <param name="attempt">The attempt's number, which keeps its files apart from an earlier one's.</param>
    /// <param name="tokens">The gate of the session that works on it.</param>
    /// <exception cref="RunStopException">The disk's reserve is being used up.</exception>
    public AttemptFiles Begin(WorkItem item, int attempt, CookieManager tokens)
    {
        room.StopWhereUsedUp();
        return new(
            this, folders.Staging, reserve, item.Key, SafeFileName.Single($"{Interlocked.Increment(ref begun)}-{item.Key}-{attempt}"),
            tokens);
    }

    public void Dispose() => http.Dispose();

    /// <summary>A file that an earlier run has put in place and that still verifies, so that it need not be fetched again.</summary>
    internal async Task<SavedFile?> AdoptAsync(string name, Expectation expect)
    {
        string final = Path.Combine(folders.Files, name);
        return !settings.Force && File.Exists(final) && await expect.FaultAsync(final, announced: null) is null
            ? await DescribeAsync(final, name, expect.Kind)
            : null;
    }

    /// <summary>
    /// Goes down the lanes until one has brought the file. Only what is definite ends that at once: a lane that has delivered from this
    /// host before knows what a 404 is there, and another one's 401 may only mean that it lacks what the browser has.
    /// </summary>
    internal async Task<SavedFile> FetchAsync(DownloadOrder asked, string name, Expectation expect, CancellationToken ending)
    {
        DownloadOrder order = asked with { Address = asked.Address is { } address ? authorization.Taken(address) : null };
        await BrowserInterception.LetInAsync(order.Page); // a click may ask what nobody has asked before
        RefuseWhereAway(order);
        LaneEndings ends = new(hosts);
        IDownloadLane[] all = [http, context, click];
        foreach (IDownloadLane lane in book.Order(order, LaneChoice.Of(order, all, settings.Lane, name)))
        {
            bool isProven = book.HasDelivered(order, lane);
            try
            {
                await FetchAsync(lane, order, name, expect, ending);
                book.Delivered(order, lane);
                return (await DescribeAsync(order.Target, name, expect.Kind)) with { Lane = lane.Name };
            }
            catch (Exception exception) when (!ending.IsCancellationRequested && !order.Page.IsClosed && LaneEndings.IsOfLane(exception))
            {
                book.Failed(order);
                if (ends.Take(exception, lane, isProven) is { } definite)
                {
                    throw definite;
                }
            }
        }

        throw ends.Verdict();
    }

    /// <summary>Fetches what an address holds, whatever it is sent as: the browser may well show or keep it in another way.</summary>
    /// <returns>200 where the target has it; else with what status the site has refused it.</returns>
    internal async Task<int> AskAsync(DownloadOrder asked, CancellationToken ending)
    {
        DownloadOrder order = asked with { Address = authorization.Taken(asked.Address!) };
        await BrowserInterception.LetInAsync(order.Page);
        RefuseWhereAway(order);
        LaneEndings ends = new(hosts);
        foreach (IDownloadLane lane in new IDownloadLane[] { http, context })
        {
            try
            {
                await lane.FetchAsync(order, ending);
                return 200;
            }
            catch (ItemEndedException refused) when (refused.Status is not null)
            {
                return refused.Status.Value;
            }
            catch (TroubleException refused) when (refused.Trouble.Status is not null)
            {
                return refused.Trouble.Status.Value;
            }
            catch (Exception exception) when (!ending.IsCancellationRequested && !order.Page.IsClosed && LaneEndings.IsOfLane(exception))
            {
                if (ends.Take(exception, lane, isProven: false) is { } definite)
                {
                    throw definite;
                }
            }
        }

        throw ends.Verdict();
    }

    private static async Task FetchAsync(IDownloadLane lane, DownloadOrder order, string name, Expectation expect, CancellationToken ending)
    {
        long? announced = await lane.FetchAsync(order, ending);
        if (await expect.FaultAsync(order.Target, announced) is { } fault)
        {
            throw new FileFaultException($"{name}: {fault}", await FileVerifier.IsPageAsync(order.Target));
        }
    }

    private void RefuseWhereAway(DownloadOrder order)
    {
        if (order.Address is { } address)
        {
            hosts.RefuseWhereAway(address);
        }
    }

    internal static async Task<SavedFile> DescribeAsync(string path, string name, FileKind kind) =>
        new(name, new FileInfo(path).Length, await FileVerifier.Sha256Async(path)) { Kind = await FileVerifier.KindAsync(path, kind) };
}
