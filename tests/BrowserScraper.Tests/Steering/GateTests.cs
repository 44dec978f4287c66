using BrowserScraper.Steering;

namespace BrowserScraper.Tests.Steering;

public sealed class GateTests
{
    private readonly Gate<string> door = new();

    [Fact]
    public async Task AskAsync_BeforeItOpens_WaitsForThat()
    {
        Task<string> asking = AskAsync();
        Assert.False(asking.IsCompleted);

        door.Open("inside");

        Assert.Equal("inside", await asking);
    }

    [Fact]
    public async Task CloseAsync_SomebodyIsInside_WaitsForThat()
    {
        door.Open("inside");
        TaskCompletionSource<string> busy = new();
        Task<string> first = door.AskAsync(_ => busy.Task, "closed");
        Task closing = door.CloseAsync();
        Assert.False(closing.IsCompleted);

        busy.SetResult("done");

        Assert.Equal("done", await first);
        await closing;
        Assert.Equal("closed", await AskAsync());
    }

    [Fact]
    public async Task AskAsync_TwoAtATime_LetsTheSecondInAfterTheFirst()
    {
        door.Open("inside");
        TaskCompletionSource<string> busy = new();
        Task<string> first = door.AskAsync(_ => busy.Task, "closed");
        Task<string> second = AskAsync();
        Assert.False(second.IsCompleted);

        busy.SetResult("done");

        Assert.Equal(("done", "inside"), (await first, await second));
    }

    [Fact]
    public async Task CloseAsync_NeverOpenedOrTwice_TellsThoseWhoWait()
    {
        Task<string> asking = AskAsync();

        await door.CloseAsync();
        await door.CloseAsync();

        Assert.Equal("closed", await asking);
    }

    [Fact]
    public async Task AskAsync_TheOneInsideThrows_LetsTheNextIn()
    {
        door.Open("inside");

        await Assert.ThrowsAsync<IOException>(() => door.AskAsync<string>(_ => throw new IOException("no"), "closed"));

        Assert.Equal("inside", await AskAsync());
    }

    private Task<string> AskAsync() => door.AskAsync(Task.FromResult, otherwise: "closed");
}
