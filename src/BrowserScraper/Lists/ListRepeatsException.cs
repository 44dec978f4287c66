namespace BrowserScraper.Lists;

/// <summary>
/// A list goes on and on and brings nothing that was not there before, such as one that shows its last page for each number beyond it.
/// </summary>
internal sealed class ListRepeatsException : Exception;
