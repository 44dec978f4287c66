namespace BrowserScraper.Output;

/// <summary>Reserves a file name, so that no item writes over another's file.</summary>
/// <param name="key">The item.</param>
/// <param name="name">A safe name.</param>
/// <returns>The name that the item gets; the same each time.</returns>
internal delegate ValueTask<string> ReserveName(string key, string name);
