using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites.Classes;

/// <summary>The rest of a script, for classes of which only what stands on them is of interest.</summary>
internal abstract class Plain : OpenSiteScript
{
    public override Uri Home => new("http://site.example/");

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => AsyncEnumerable.Empty<WorkItem>();

    public override Task<ItemResult> ProcessAsync(ItemContext context) => Task.FromResult(ItemResult.Done(null));
}

[Option("STATE", "", "the state that all of its scripts ask for")]
internal abstract class OfOneState : Plain;

[Site("fair-prices", "the prices of one product, in one state", Request = "PRODUCT")]
[Option("PRODUCT", "", "what to look for", IsForOrders = true)]
[Option("MOST", "20", "how many", Kind = SettingKind.Whole, Min = 1, Max = 100)]
[Option("ORDER", "newest", "which come first", Kind = SettingKind.Choice, Choices = ["newest", "cheapest"])]
internal sealed class FairPrices(SiteSettings settings) : OfOneState
{
    public SiteSettings Settings => settings;
}

[Site("ready-at-once", "a script without settings")]
internal sealed class TakesNothing : Plain;

/// <summary>Whoever makes it, or asks for a static member, is told so.</summary>
[Site("never-runs", "a script of which nothing may run")]
internal sealed class NeverRuns : Plain
{
    public static readonly string Word = ThrowAtFirstUse();

    private static string ThrowAtFirstUse() => throw new FormatException("the list of models is cut off");
}

[Site("signs-in", "a script that signs in")]
internal sealed class SignsIn : SiteScript
{
    public override Uri Home => new("http://site.example/");

    public override SessionMarks Marks => new(signedIn: ["css=a"]);

    public override Task SignInAsync(SignInContext context) => Task.CompletedTask;

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => AsyncEnumerable.Empty<WorkItem>();

    public override Task<ItemResult> ProcessAsync(ItemContext context) => Task.FromResult(ItemResult.Done(null));
}

[Site("by-services", "a script that a container makes")]
internal sealed class ByServices(TimeProvider time, SiteSettings settings) : Plain
{
    public (TimeProvider Time, SiteSettings Settings) Given => (time, settings);
}

[Site("by-services-alone", "a script that a container makes, without settings")]
internal sealed class ByServicesAlone(TimeProvider time) : Plain
{
    public TimeProvider Time => time;
}
