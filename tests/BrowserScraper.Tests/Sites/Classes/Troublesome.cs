using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites.Classes;

/// <summary>What happens in a constructor, and in what a script is asked for.</summary>
[Site("troublesome", "does what its test says")]
internal sealed class Troublesome : Plain
{
    private readonly Troubles troubles;

    public Troublesome(Troubles troubles)
    {
        this.troubles = troubles;
        troubles.Making();
    }

    public override Uri Home => troubles.Home();

    public override IReadOnlyList<string> Sources => troubles.Sources();

    public override IReadOnlyDictionary<string, string> Defaults => troubles.Defaults();

    public override WorkItem? ItemOf(string line) => troubles.ItemOf(line);
}

/// <summary>Default: none.</summary>
internal sealed record Troubles
{
    public Action Making { get; init; } = () => { };

    public Func<Uri> Home { get; init; } = () => new("http://site.example/");

    public Func<IReadOnlyList<string>> Sources { get; init; } = () => [];

    public Func<IReadOnlyDictionary<string, string>> Defaults { get; init; } = () => new Dictionary<string, string>();

    public Func<string, WorkItem?> ItemOf { get; init; } = _ => null;

    public SiteScriptEntry Entry(TimeSpan limit) => new("troublesome", "does what its test says", _ => new Troublesome(this))
    {
        Origin = "my-site.cs",
        ClassName = nameof(Troublesome),
        NeedsSignIn = false,
        Calls = new(limit),
    };
}
