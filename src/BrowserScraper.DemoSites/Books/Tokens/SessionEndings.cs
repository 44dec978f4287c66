namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>Decides which sessions end after so many requests. Safe to ask from many sessions at once.</summary>
/// <param name="after">Accepted token requests of a session; null for never.</param>
/// <param name="most">Sessions to end in all; null for any number.</param>
internal sealed class SessionEndings(int? after, int? most)
{
    private readonly Lock sync = new();
    private int taken;

    /// <summary>True ends the session, and uses up one ending.</summary>
    public bool TakeIfDue(int accepted)
    {
        if (after is not { } limit || accepted < limit)
        {
            return false;
        }

        lock (sync)
        {
            if (taken == most)
            {
                return false;
            }

            taken++;
            return true;
        }
    }
}
