namespace BrowserScraper.Items;

/// <summary>One line that the operator gives a job to work on.</summary>
/// <param name="Input">What the script makes an item of, such as an id or an address.</param>
/// <param name="Priority">Whether it comes before others that wait. Default: normal.</param>
public sealed record InputLine(string Input, ItemPriority Priority = ItemPriority.Normal);
