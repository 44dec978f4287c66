using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Sites;
using BrowserScraper.Tests.Sites.Classes;
using Microsoft.Extensions.Configuration;

namespace BrowserScraper.Tests.Sites;

/// <summary>A script that hangs or throws before its run has begun.</summary>
public sealed class BoundedCallTests : IDisposable
{
    private static readonly SiteSettings Settings = new(new("http://site.example/"), "anna", "hunter2");
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.05);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim released = new();

    public void Dispose()
    {
        released.Set();
        released.Dispose();
    }

    [Fact]
    public void Create_ConstructorDoesNotReturn_SaysSoInOneLine()
    {
        RunStopException stop = Stopped(() => Hangs().Entry(Short).Create(Settings));

        Assert.Equal("my-site.cs: the constructor of Troublesome has not returned after 0.05 s", stop.Message);
    }

    [Fact]
    public void Create_StillHangs_IsNotCalledAgain()
    {
        int made = 0;
        SiteScriptEntry entry = (Hangs() with { Making = () => { made++; released.Wait(); } }).Entry(Short);
        RunStopException first = Stopped(() => entry.Create(Settings));

        RunStopException second = Stopped(() => (entry with { Origin = "my-site.cs" }).Create(Settings));

        Assert.Equal((first.Message, 1), (second.Message, made));
    }

    [Fact]
    public void Create_Throws_SaysWhatAndWhereWithoutThePassword()
    {
        SiteScriptEntry entry = new Troubles { Making = () => throw new FormatException("'hunter2' is no number\nof ours") }.Entry(Long);

        RunStopException stop = Stopped(() => entry.Create(Settings));

        Assert.StartsWith(
            "my-site.cs: the constructor of Troublesome has thrown FormatException: '[removed]' is no number", stop.Message,
            StringComparison.Ordinal);
        Assert.Contains(nameof(Troublesome), Assert.IsType<FormatException>(stop.InnerException).StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stop.Message);
    }

    [Fact]
    public void Create_StaticMemberThrows_SaysWhatItHasThrown()
    {
        SiteScriptEntry entry = new Troubles { Making = () => _ = NeverRuns.Word }.Entry(Long);

        Assert.Contains(
            "FormatException: the list of models is cut off", Stopped(() => entry.Create(Settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ScriptHasALineForTheOperator_IsThatLine()
    {
        SiteScriptEntry entry = new Troubles
        {
            Making = () => throw new RunStopException(StopReason.BadUsage, "LANGUAGES=xx: no such language"),
        }.Entry(Long);

        Assert.Equal("LANGUAGES=xx: no such language", Stopped(() => entry.Create(Settings)).Message);
    }

    [Fact]
    public void CreateForRun_PropertyDoesNotReturn_NamesIt() => Assert.Equal(
        "my-site.cs: Home of Troublesome has not returned after 0.05 s",
        Stopped(() => new Troubles { Home = () => Hang(Settings.Url) }.Entry(Short).CreateForRun(Settings, hasAccount: true)).Message);

    [Fact]
    public void CreateForRun_PropertyIsNull_NamesIt() => Assert.Equal(
        "my-site.cs: Sources of Troublesome is null",
        Stopped(() => new Troubles { Sources = () => null! }.Entry(Long).CreateForRun(Settings, hasAccount: false)).Message);

    [Fact]
    public void ItemsOf_LineThatThrows_SaysWhatHasThrown()
    {
        SiteScript script = new Troubles { ItemOf = line => throw new FormatException($"'{line}' is no id") }.Entry(Long).Create(Settings);

        RunStopException stop = Stopped(() => script.ItemsOf(["", "a7"]));

        Assert.StartsWith(
            "my-site.cs: ItemOf of Troublesome has thrown FormatException: 'a7' is no id", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItemsOf_ManyLines_AreTheirItemsInTheirOrder()
    {
        string[] lines = [.. Enumerable.Range(0, 2500).Select(number => number == 1200 ? "" : $"{number}")];
        SiteScript script = new Troubles { ItemOf = line => new(line) }.Entry(Long).Create(Settings);

        Assert.Equal(lines, script.ItemsOf(lines).Select(item => item?.Key ?? ""));
    }

    [Fact]
    public async Task PlanAsync_PropertyThrows_IsAWrongUsageWithItsName()
    {
        SiteScriptEntry entry = new Troubles { Defaults = () => throw new KeyNotFoundException("no model 'x'") }.Entry(Long);
        RunPlanner planner = new([entry], new ConfigurationBuilder().Build());

        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(
            () => planner.PlanAsync(new RunRequest(), TestContext.Current.CancellationToken));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.StartsWith(
            "my-site.cs: Defaults of Troublesome has thrown KeyNotFoundException: no model 'x'", stop.Message, StringComparison.Ordinal);
    }

    private Troubles Hangs() => new() { Making = () => released.Wait() };

    private T Hang<T>(T answer)
    {
        released.Wait();
        return answer;
    }

    private static RunStopException Stopped(Func<object> call)
    {
        RunStopException stop = Assert.Throws<RunStopException>(call);
        Assert.Equal(StopReason.BadUsage, stop.Reason);
        return stop;
    }
}
