namespace BrowserScraper.App.Running;

/// <summary>What the command line says about a trial.</summary>
/// <param name="Run">What it has in common with a run; without the script.</param>
/// <param name="Script">The script's name or file; null for the first there is.</param>
/// <param name="Item">The item; null for the list.</param>
/// <param name="Watch">It is done again at each save.</param>
internal sealed record TryArguments(RunArguments Run, string? Script, string? Item, bool Watch);
