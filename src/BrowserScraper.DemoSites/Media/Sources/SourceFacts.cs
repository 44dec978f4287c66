namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>Who a source pretends to be.</summary>
/// <param name="Name">The first label of its host name.</param>
/// <param name="Title">An invented company.</param>
/// <param name="About">What it has, in a sentence for its visitors.</param>
/// <param name="Make">How its results come about, in a few words for whoever writes a script.</param>
internal sealed record SourceFacts(string Name, string Title, string About, string Make)
{
    public static IReadOnlyList<SourceFacts> All { get; } =
    [
        new(
            MediaSources.Gallery, "Fernlight Pictures", "Landscapes and towns, free for everyone.",
            "pages drawn by the server, with a link to the next one"),
        new(
            MediaSources.Scroller, "Driftwall", "A wall of pictures that never ends. Nearly never.",
            "endless scrolling"),
        new(
            MediaSources.Api, "Pixel Orchard", "Freshly picked pictures for your next project.",
            "a JSON API and a script that draws its answer"),
        new(
            MediaSources.Lazy, "Slowlens Archive", "Pictures that take their time.",
            "pictures in several sizes that load when they come near"),
        new(
            MediaSources.Thumbs, "Copperplate Photo", "Prints and originals from small studios.",
            "small pictures; the original is one click away"),
        new(
            MediaSources.Clips, "Shortreel", "Two seconds of everything.",
            "videos"),
        new(
            MediaSources.Consent, "Harborview Images", "Pictures from the coast, and of what lies behind it.",
            "results after a dialog about cookies"),
        new(
            MediaSources.Broken, "Cloudpost", "The best pictures of all. We are working on it.",
            "every search fails with 500"),
    ];
}
