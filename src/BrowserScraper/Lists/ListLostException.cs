namespace BrowserScraper.Lists;

/// <summary>After a sign-in in mid-list the list does not go on where it was: search ids and the like die with their session.</summary>
internal sealed class ListLostException(int page) : Exception($"page {page} of the list shows nothing new since the session was renewed");
