using BrowserScraper.Cli.Shapes;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.DemoSites.Video;

namespace BrowserScraper.BrowserTests.Packages;

/// <summary>
/// The shapes of <c>scraper new</c>, filled in for a portal of their kind, by <c>dotnet run my-site.cs</c>. The first one, links, is that
/// of docs/first-site.md, see <see cref="PackageTests"/>.
/// </summary>
/// <param name="home">An empty home, and the packages as feed.</param>
[Collection(typeof(InTheRepository))]
public sealed class ShapeTests(PackedHome home)
{

    [Fact]
    public async Task Clicks_OddPortalWithoutAddresses_HasEveryFile()
    {
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 25, List = OddListForm.Buttons }, TestContext.Current.CancellationToken);
        string data = await RunAsync("clicks", portal, portal.Address, """
            // FILL IN: what it fetches, in a few words
            [Site("my-site", "every item, with its file")]

                // FILL IN: the page where a signed-in user starts, below the site's address; the list is best
                public override Uri Home => new(settings.Url, "list");

                // FILL IN: what the pages of a signed-in user have, and no others, such as the link to sign out
                public override SessionMarks Marks => new(signedIn: ["css=a[href*=sign-out]"]);

                    // FILL IN: the form, by the words beside its fields and on its button
                    await page.GetByLabel("User name").FillAsync(context.Username);
                    await page.GetByLabel("Password").FillAsync(context.Password);
                    await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

                    // FILL IN: what comes then: something of the page above, or the words of a refusal
                    await page.Locator("#rows").Or(page.GetByRole(AriaRole.Alert)).First.WaitForAsync();

                    // FILL IN: the rows of the list, and the button that shows the next ones
                    ILocator rows = page.GetByTestId("row");
                    ILocator next = page.GetByRole(AriaRole.Button, new() { Name = "Next" });

                        // FILL IN: where the list says how many items there are in all, such as "1-25 of 75"
                        context.Expect(await page.GetByTestId("total").OptionalNumberAsync(after: "of"));

                        // FILL IN: of a row, the key that the site itself has for the item, and its title
                        IReadOnlyList<Row> shown = await rows.ReadAllAsync<Row>(
                            "row => ({ key: row.dataset.key, title: row.textContent })");

                            // FILL IN: the address of an item's page, as the browser shows it once the item is open
                            Uri address = new(settings.Url, $"item/{int.Parse(row.Key.Split('-')[1])}");

                    // FILL IN: what stands on the page of this item alone: its key, or context.Item.Title
                    await context.OpenAsync(expect: context.Item.Title);

                    // FILL IN: what to read; required is what every item has
                    PageTexts said = await context.ReadTextsAsync(required: ["css=h1", "code"]);
                    var record = new { context.Item.Key, Title = said["css=h1"], Code = said["code"] };

                    // FILL IN: what to click for the file, and its kind (FileKind.Pdf, Epub, Zip, Csv, Image, Any and so on)
                    ILocator button = context.Page.GetByRole(AriaRole.Link, new() { Name = "File" });
                    SavedFile file = await context.DownloadAsync(button, $"{context.Item.Key}.pdf", FileKind.Pdf, lane: DownloadLane.Click);
            """);

        AssertFiles(Path.Combine(data, "my-site", "files"), portal.Items.Select(item => ($"{item.Key}.pdf", OddPortal.PdfOf(item))));
    }

    [Fact]
    public async Task Open_VideoPortal_HasEveryFile()
    {
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 12, VideosPerPage = 5 }, TestContext.Current.CancellationToken);
        string data = await RunAsync("open", portal, portal.Address, """
            // FILL IN: what it fetches, in a few words
            [Site("my-site", "every video's captions")]

                // FILL IN: the first page of the list, below the site's address
                public override Uri Home => new(settings.Url, "watch-list");

                        // FILL IN: what is there once the list is complete, and where it says how many items there are in all
                        await page.GetByRole(AriaRole.Heading, new() { Name = "Watch list" }).RequiredAsync();
                        context.Expect(await page.GetByTestId("video-count").OptionalNumberAsync());

                        // FILL IN: a row, and in it the key that the site itself has for the item, its title and its address
                        IReadOnlyList<Row> rows = await page.GetByTestId("video").ReadAllAsync<Row>(
                            "row => (a => ({ key: row.dataset.id, title: a.textContent, address: a.href }))(row.querySelector('a'))");

                    // FILL IN: what stands on the page of this item alone: its key, or context.Item.Title
                    await context.OpenAsync(expect: context.Item.Title);

                    // FILL IN: what to read; required is what every item has
                    PageTexts said = await context.ReadTextsAsync(required: ["css=h1", "link=JSON"], optional: ["length"]);
                    var record = new { context.Item.Key, Title = said["css=h1"], Length = said.Optional("length") };

                    // FILL IN: the file's address, as it was read above, and its kind (FileKind.Pdf, Epub, Zip, Csv, Image, Any and so on)
                    Uri address = said.OptionalAddress("link=JSON")!;
                    SavedFile file = await context.DownloadAsync(address, $"{context.Item.Key}.json", FileKind.Json);

                // FILL IN: the link to the next page of the list
                private static ILocator Next(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });
            """);

        Assert.Equal(
            portal.Videos.Select(video => $"{video.Id}.json").Order(StringComparer.Ordinal),
            FileNames(Path.Combine(data, "my-site", "files")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Query_Gallery_HasEveryFileOfThatQuery()
    {
        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 20 }, TestContext.Current.CancellationToken);
        string data = await RunAsync("query", portal, portal.AddressOf("gallery"), """
            // FILL IN: what it fetches, in a few words
            [Site("my-site", "every picture of a query", Request = "QUERY")]

                // FILL IN: the first page of the results, below the site's address
                public override Uri Home => new(settings.Url, $"search?q={Uri.EscapeDataString(settings.Option("QUERY", ""))}");

                        // FILL IN: what is there once the results are, and where the page says how many there are in all
                        await page.GetByTestId("results").RequiredAsync();
                        context.Expect(await page.GetByTestId("total").OptionalNumberAsync());

                        // FILL IN: a result, and in it the key that the site itself has for it, its title and the address of its file
                        IReadOnlyList<Row> rows = await page.GetByTestId("result").ReadAllAsync<Row>(
                            "row => (a => ({ key: row.dataset.id, title: a.textContent, address: a.href }))(row.querySelector('a'))");

                    // FILL IN: the kind of the file; its ending is that of what comes
                    SavedFile file = await context.DownloadAsync(context.Item.Address!, $"{context.Item.Key}.*", FileKind.Image);

                // FILL IN: the link to the next page of the results
                private static ILocator Next(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });
            """, "--query \"red bricks\"");

        AssertFiles(Path.Combine(data, "my-site", "red-bricks", "files"), portal.ResultsOf("gallery", "red bricks").Select(result =>
            ($"{result.Id}{Path.GetExtension(result.Address.AbsolutePath)}", portal.BytesOf(result))));
    }

    private async Task<string> RunAsync(string shape, IDemoPortal portal, Uri address, string filledIn, string further = "")
    {
        string folder = home.NewFolder(shape);
        string[] blocks = filledIn.ReplaceLineEndings("\n").Split("\n\n");
        File.WriteAllText(
            Path.Combine(folder, "my-site.cs"), FirstSitePage.FillIn(SiteShape.Of(shape).For(NewSite.Of("my-site", [])), blocks));
        File.WriteAllText(Path.Combine(folder, ".env"), $"""
            MY_SITE_URL={address}
            {(portal.Username.Length == 0 ? "" : $"MY_SITE_USERNAME={portal.Username}\nMY_SITE_PASSWORD='{portal.Password}'")}
            """);
        (await home.RunAsync(folder, $"dotnet run my-site.cs -- run {further}")).AssertExit(0);
        return Path.Combine(folder, "data");
    }

    private static IEnumerable<string> FileNames(string files) => Directory.EnumerateFiles(files).Select(path => Path.GetFileName(path)!);

    private static void AssertFiles(string files, IEnumerable<(string Name, byte[] Content)> expected)
    {
        (string Name, byte[] Content)[] all = [.. expected];
        Assert.Equal(all.Select(each => each.Name).Order(StringComparer.Ordinal), FileNames(files).Order(StringComparer.Ordinal));
        Assert.All(all, each => Assert.Equal(each.Content, File.ReadAllBytes(Path.Combine(files, each.Name))));
    }
}
