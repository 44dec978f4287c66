namespace BrowserScraper.Items;

/// <summary>One step of the ladder that ends what would not end by itself; docs/how-it-works.md has them all.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Why">What made it necessary.</param>
/// <param name="Worked">False where the next step has to follow.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Page">The page's number, or null where it concerned more than one.</param>
internal sealed record LadderStep(string Step, string Why, bool Worked, TimeSpan Took, int? Page = null);
