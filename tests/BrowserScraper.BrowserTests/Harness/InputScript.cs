using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The dealer's script as one that takes vehicles from the operator, too.</summary>
internal sealed class InputScript(SiteScript inner, Uri address) : SiteScript
{
    internal override string Name => inner.Name;

    public override Uri Home => inner.Home;

    public override string? Input => "the VIN of a vehicle";

    public override WorkItem? ItemOf(string line) =>
        line.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? new(line, new Uri(address, $"vehicles/{line}")) : null;

    public override SessionMarks Marks => inner.Marks;

    public override Task SignInAsync(SignInContext context) => inner.SignInAsync(context);

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => inner.DiscoverAsync(context);

    public override Task<ItemResult> ProcessAsync(ItemContext context) => inner.ProcessAsync(context);
}
