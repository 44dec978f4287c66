using BrowserScraper.Items;
using BrowserScraper.Storage;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>A recording under way; end it with one of its two members.</summary>
internal sealed class PageTrace(TraceRecorder recorder, EvidenceFolder folder, IBrowserContext context, string mark)
{
    /// <summary>Nothing of it is needed.</summary>
    public Task DropAsync() => recorder.EndAsync(context, path: null);

    /// <summary>Writes it as <c>trace.zip</c>, with this page alone and without secrets.</summary>
    public async Task KeepAsync(WorkItem item)
    {
        try
        {
            await PageSecrets.ReadCookiesAsync(context, folder.Secrets);
            string path = folder.PathOf(item, "trace.zip");
            string raw = $"{path}.raw";
            if (await recorder.EndAsync(context, raw))
            {
                await WriteAsync(raw, path, item);
            }
        }
        catch (PlaywrightException)
        {
            await DropAsync(); // the browser is gone, and the recording with it
        }
        catch (Exception cause) when (StorageFault.Is(cause) || cause is InvalidDataException)
        {
            folder.Refused(cause);
        }
    }

    // What was recorded has secrets in it: it goes, whatever comes of it.
    private async Task WriteAsync(string raw, string path, WorkItem item)
    {
        try
        {
            await TraceFile.RewriteAsync(raw, path, mark, folder.Secrets);
            folder.Count(new FileInfo(path).Length);
        }
        catch (Exception fault) when (!StorageFault.Is(fault) && fault is not InvalidDataException)
        {
            File.Delete(path);
            folder.Tell($"EVIDENCE: the trace of {item.Key} is left out ({FaultText.Of(fault)})");
        }
        finally
        {
            File.Delete(raw);
        }
    }
}
