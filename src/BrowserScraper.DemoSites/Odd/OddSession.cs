using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Somebody who has signed in, and perhaps accepted the license.</summary>
/// <param name="id">What the session is known by.</param>
/// <param name="grace">How long a spent token is still taken.</param>
internal sealed class OddSession(string id, TimeSpan grace) : SignInSession(id)
{
    private readonly TokenChain tokens = new(grace);
    private int license;

    /// <summary>The license that was accepted last; 0 for none.</summary>
    public int License => Volatile.Read(ref license);

    /// <summary>The token that the app holds.</summary>
    public string Token
    {
        get
        {
            lock (tokens)
            {
                return tokens.Current;
            }
        }
    }

    public bool Takes(string? token)
    {
        lock (tokens)
        {
            return tokens.Judge(token) == TokenVerdict.Accepted;
        }
    }

    /// <summary>Spends a token on a new one; one that is in its grace gets what the others have got.</summary>
    public bool TrySpend(string? token)
    {
        lock (tokens)
        {
            if (tokens.Judge(token) != TokenVerdict.Accepted)
            {
                return false;
            }

            if (token == tokens.Current)
            {
                tokens.Rotate();
            }

            return true;
        }
    }

    public void Accept(int number) => Volatile.Write(ref license, number);
}
