using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>All texts of a page in one question.</summary>
public sealed class PageTextTests
{
    private const string EmptyStock = "() => { document.querySelector('[data-testid=stock]').textContent = ''; }";
    private const string LateStock =
        "() => { setTimeout(() => { document.querySelector('[data-testid=stock]').textContent = ' late '; }, 300); }";

    private const string FirstHalf = """
        () => {
            document.open();
            document.write('<p data-testid=first>half</p>');
            setTimeout(() => { document.write('<p data-testid=second>half</p>'); document.close(); }, 300);
        }
        """;

    [Fact]
    public async Task ReadTexts_OneIsEmptyAtFirst_WaitsForItAndForNothingThatIsOptionalAndMissing()
    {
        List<string?> read = [];
        JobRun run = await RunAsync(async context =>
        {
            await context.Page.EvaluateAsync(EmptyStock);
            await context.Page.EvaluateAsync(LateStock);
            PageTexts said = await context.ReadTextsAsync(["stock"], ["nonesuch", "link=Inventory", "link=Nowhere"]);
            read.AddRange(
                [said["stock"], said.Optional("nonesuch"), said.OptionalAddress("link=Inventory")?.AbsolutePath,
                said.Optional("link=Nowhere")]);
        });

        Assert.Equal(1, run.Report.Done);
        Assert.Equal(["late", null, "/inventory", null], read);
    }

    [Fact]
    public async Task ReadTexts_RequiredOneDoesNotCome_EndsAsSiteChangedAndNamesIt()
    {
        JobRun run = await RunAsync(context => context.ReadTextsAsync(["stock", "css=.nonesuch"]));

        Assert.Equal(
            ("SiteChanged", "required 'css=.nonesuch' missing"), Assert.Single(run.Report.Failures) is var failure
            ? (failure.Outcome, failure.Reason) : default);
    }

    /// <summary>'Invoice 1' does not stand on the page of 'Invoice 12'.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "SiteChanged")]
    public async Task Open_ExpectedNumberGoesOnOnThePage_IsAnotherItems(int cut, string? outcome)
    {
        JobRun run = await RunAsync(async context =>
        {
            Assert.True(char.IsAsciiDigit(context.Item.Key[^1]) && char.IsAsciiDigit(context.Item.Key[^2]));
            await context.OpenAsync(expect: context.Item.Key[..^cut]);
            await context.ReadTextsAsync(["stock"]);
        });

        Assert.Equal(outcome, run.Report.Failures.SingleOrDefault()?.Outcome);
    }

    [Fact]
    public async Task ReadTexts_PageGoesElsewhereMeanwhile_AsksAgainThere()
    {
        string? title = null;
        JobRun run = await RunAsync(async context =>
        {
            await context.Page.EvaluateAsync(EmptyStock);
            await context.Page.EvaluateAsync("() => { setTimeout(() => location.reload(), 300); }");
            title = (await context.ReadTextsAsync(["stock"]))["stock"];
        });

        Assert.Equal(1, run.Report.Done);
        Assert.False(string.IsNullOrEmpty(title));
    }

    [Fact]
    public async Task ReadTexts_DocumentIsStillComing_WaitsForAllOfIt()
    {
        string? late = null;
        await RunAsync(async context =>
        {
            await context.Page.EvaluateAsync(FirstHalf);
            late = (await context.ReadTextsAsync(["first"], ["second"])).Optional("second");
        });

        Assert.Equal("half", late);
    }

    [Fact]
    public async Task Texts_WhatWasNotAskedFor_IsRefusedWithWhatWas()
    {
        JobRun run = await RunAsync(async context => _ = (await context.ReadTextsAsync(["stock"]))["stocks"]);

        Assert.Contains(
            "'stocks' was not asked for; ReadTextsAsync was given 'stock'", Assert.Single(run.Report.Failures).Reason,
            StringComparison.Ordinal);
    }

    /// <summary>One vehicle, whose page is open when <paramref name="look"/> gets it.</summary>
    private static async Task<JobRun> RunAsync(Func<ItemContext, Task> look)
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(1);
        ScriptAround script = new(JobRun.DealerScript(portal), async (context, _) =>
        {
            await context.OpenAsync();
            await look(context);
        });
        return await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0", "REQUEST_TIMEOUT=3");
    }
}
