using System.Text.Json;
using BrowserScraper.App;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class FolderClaimTests
{
    [Fact]
    public async Task Start_WhereAnotherServiceIs_IsRefusedAndChangesNothing()
    {
        using TemporaryFolder folder = new();
        await using (Service first = await Service.StartAsync(folder))
        {
            (await first.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
            string before = await File.ReadAllTextAsync(
                Path.Combine(folder["data"], "service", "jobs.json"), TestContext.Current.CancellationToken);

            RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => Service.StartAsync(folder));

            Assert.Equal(5, ExitCode.Of(refused.Reason));
            Assert.Matches(
                $@"^{folder["data"]} is served by process {Environment.ProcessId} \(started [-0-9: ]+\) already; "
                + @"stop that one, or choose another folder: DATA_DIR \(--data\)$",
                refused.Message);
            Assert.Equal(
                before, await File.ReadAllTextAsync(
                    Path.Combine(folder["data"], "service", "jobs.json"), TestContext.Current.CancellationToken));
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.Equal(1, (await again.GetAsync("jobs")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Start_WhereItsOutputDirIsServed_IsRefusedAndGivesItsOwnFolderBack()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder other = new(folder["other"]);
        await using (Service service = await Service.StartAsync(folder))
        {
            (await service.SendAsync(HttpMethod.Put, "settings", JsonSerializer.Serialize(new { output_dir = other["data"] })))
                .EnsureSuccessStatusCode();
        }

        await using (Service first = await Service.StartAsync(other))
        {
            RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => Service.StartAsync(folder));
            Assert.Contains("output_dir in ", refused.Message, StringComparison.Ordinal);
        }

        await using Service again = await Service.StartAsync(folder);
    }
}
