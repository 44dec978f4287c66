namespace BrowserScraper.DemoSites.Video;

/// <summary>How often one video was asked for.</summary>
/// <param name="PagesAsked">Requests for its page, those that went wrong included.</param>
/// <param name="PagesServed">Times its page came, the one that says that it is not to be had included.</param>
/// <param name="CaptionsAsked">Requests for its captions in any language and form, those that went wrong included.</param>
/// <param name="CaptionsServed">Times any of its captions came whole.</param>
public sealed record VideoCounts(int PagesAsked, int PagesServed, int CaptionsAsked, int CaptionsServed);
