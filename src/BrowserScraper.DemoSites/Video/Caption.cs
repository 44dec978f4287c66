namespace BrowserScraper.DemoSites.Video;

/// <summary>What is shown from one moment to another.</summary>
/// <param name="Start">From the beginning of the video, in whole milliseconds.</param>
/// <param name="End">The same; automatic captions are still shown when the next begin.</param>
/// <param name="Text">One or two lines, parted by a line feed; plain text.</param>
public sealed record Caption(TimeSpan Start, TimeSpan End, string Text);
