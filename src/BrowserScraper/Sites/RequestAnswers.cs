namespace BrowserScraper.Sites;

/// <summary>
/// How requests of one kind were answered, item by item. Some sites refuse them for what an account may not see: then other items still get
/// them. Where all items got them, and from one on none does, a token has run out that the home page does not need. Not concurrent.
/// </summary>
internal sealed class RequestAnswers
{
    /// <summary>So many items that got it tell that items do.</summary>
    private const int EnoughGot = 5;

    private const int EnoughRefused = 3;

    /// <summary>Items that were under way when it began may still say that they got it.</summary>
    private const int RefusedForEach = 4;

    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private int before;
    private int since;
    private bool isTold;

    /// <summary>Enough items were refused to say so for all.</summary>
    public bool IsSure => refused.Count >= EnoughRefused && HasChanged;

    private bool HasChanged => before >= EnoughGot && since * RefusedForEach < refused.Count;

    public void Got(string key)
    {
        before += refused.Count == 0 ? 1 : 0;
        since += refused.Count > 0 && !refused.Remove(key) ? 1 : 0;
    }

    /// <returns>Whether items before had got it, and none has since.</returns>
    public bool Refused(string key)
    {
        refused.Add(key);
        return HasChanged;
    }

    /// <returns>True once, when it is sure.</returns>
    public bool TakeNews() => IsSure && !isTold && (isTold = true);
}
