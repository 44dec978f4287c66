namespace BrowserScraper.Items;

/// <summary>Why an attempt looks signed out. Whether it is so, two looks at the home page tell.</summary>
/// <param name="Kind">What showed it.</param>
/// <param name="What">The same for every item that it concerns, such as an address with its numbers taken out.</param>
internal sealed record Suspicion(SuspicionKind Kind, string What);
