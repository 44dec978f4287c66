using System.Threading.Channels;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Library;

/// <summary>
/// A page of the harness's own pool that loads pages when it is its turn, so that several ways can take turns every half second.
/// </summary>
/// <param name="shape">The pages' shape.</param>
/// <param name="name">For messages.</param>
internal sealed class LoadingWay(AssetShape shape, string name) : IAsyncDisposable
{
    private const int LoadsATurn = 6;

    private readonly Channel<TaskCompletionSource<double>> turns = Channel.CreateUnbounded<TaskCompletionSource<double>>();
    private readonly Scratch scratch = new();
    private AssetSite? site;
    private Task running = Task.CompletedTask;
    private int loads;

    public string Name => name;

    /// <summary>Opens the page, and has it load some pages that do not count.</summary>
    /// <param name="prepare">Does what is to be measured to the page.</param>
    /// <param name="setting">For the run.</param>
    public async Task BeginAsync(Func<IPage, Task> prepare, string setting)
    {
        site = await AssetSite.StartAsync();
        async Task<SavedFile[]> LoadAsync(ItemContext context, int number)
        {
            await prepare(context.Page);
            await foreach (TaskCompletionSource<double> turn in turns.Reader.ReadAllAsync())
            {
                turn.SetResult(await LoadSomeAsync(context.Page, site.Address));
            }

            return [];
        }

        running = LibraryRun.OfAsync(
            new BenchmarkScript(site.Address, 1, LoadAsync), scratch.Path, "CONCURRENT_PAGES=1", "ITEM_TIMEOUT=7200", setting);
        await TakeTurnAsync();
    }

    /// <returns>Loads a second.</returns>
    public async Task<double> TakeTurnAsync()
    {
        TaskCompletionSource<double> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Writer.TryWrite(turn);
        if (await Task.WhenAny(turn.Task, running) == running)
        {
            await running;
            throw new InvalidOperationException($"{name} ended before its turn");
        }

        return await turn.Task;
    }

    /// <returns>How many requests of blocked kinds the site got in all, and in how many loads.</returns>
    public async Task<(int Fetched, int Loads)> EndAsync()
    {
        turns.Writer.TryComplete();
        await running;
        return (site!.Fetched, loads);
    }

    public async ValueTask DisposeAsync()
    {
        turns.Writer.TryComplete();
        await Task.WhenAny(running); // told where it failed
        if (site is not null)
        {
            await site.DisposeAsync();
        }

        scratch.Dispose();
    }

    private async Task<double> LoadSomeAsync(IPage page, Uri address)
    {
        long started = TimeProvider.System.GetTimestamp();
        for (int load = 0; load < LoadsATurn; load++)
        {
            await LoadAsync(page, new(address, $"page/{shape}/{loads++}"));
        }

        return LoadsATurn / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private async Task LoadAsync(IPage page, Uri address)
    {
        if (shape != AssetShape.InPopup)
        {
            await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
            return;
        }

        IPage popup = await page.RunAndWaitForPopupAsync(
            () => page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load }));
        await popup.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await popup.CloseAsync();
    }
}
