using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

/// <summary>Adds items to a job in a store that machines share, whether anybody works on it or not. Used once.</summary>
internal sealed class SharedAddition(IJobCatalog store, JobTarget target)
{
    /// <summary>Items that are added at once.</summary>
    private const int Part = 500;

    /// <summary>A run is at work on the job.</summary>
    public bool IsAtWork { get; private set; }

    /// <summary>What of it is in the store then is there for good. Those that were given up are tried again.</summary>
    /// <exception cref="RunStopException">The job is just being deleted, or the store cannot be used.</exception>
    /// <exception cref="IOException">The store does not answer; adding the same once more does no harm.</exception>
    public async Task<Admission> AddAsync(IReadOnlyList<WorkItem> items)
    {
        SiteAddresses addresses = new(target.Address);
        IJobControl control = await SharedStores.Of(store).ControlOrNewAsync(target.Job);
        (int added, int left) = (0, 0);
        foreach (WorkItem[] part in items.Select(item => item with { Address = addresses.Kept(item.Address) }).Chunk(Part))
        {
            IReadOnlyList<AddedItem> taken = await control.AddAsync(part);
            string[] failed =
                [.. taken.Where(each => each is { How: Addition.Known, Known.State: ItemState.Failed }).Select(each => each.Key)];
            added += taken.Count(each => each.How == Addition.Queued)
                + (failed.Length == 0 ? 0 : (await control.RetryAsync(ItemFilter.Failed with { Keys = failed })).Count);
            left += taken.Count(each => each.How is Addition.Left or Addition.Refused);
        }

        IsAtWork = await store.SummaryAsync(target.Job) is { Holder: not null };
        return new(added, items.Count - added - left, left);
    }
}
