using System.Collections.Concurrent;
using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// What our own requests say of user and password to servers that ask for them by HTTP itself. What an origin has asked with is remembered,
/// and each further request answers it beforehand, so that it is refused once for an origin, and not once for a file. Members may be called
/// concurrently.
/// </summary>
internal sealed class HttpAuthorization(HttpLogins logins)
{
    private readonly ConcurrentDictionary<string, DigestChallenge?> asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An address without its login, which is kept for its origin.</summary>
    public Uri Taken(Uri address) => logins.Taken(address);

    /// <summary>The Authorization header for an address; null where its server has not asked, or there is no login for it.</summary>
    public string? HeaderFor(Uri address) =>
        logins.For(address) is { } login && asked.TryGetValue(HttpLogins.OriginOf(address), out DigestChallenge? challenge)
        ? challenge?.Answer(login, "GET", address.PathAndQuery)
            ?? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}"))}"
        : null;

    /// <summary>Takes in that a request was answered 401.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="challenges">The WWW-Authenticate headers.</param>
    /// <param name="sent">The Authorization header that it had, or null.</param>
    /// <param name="isLast">It was tried again already.</param>
    /// <returns>Whether to ask once more.</returns>
    /// <exception cref="RunStopException">The server refuses the login, or asks for one that nobody has set.</exception>
    /// <exception cref="ItemEndedException">The same where that is the item's matter alone.</exception>
    public bool IsWorthAnother(Uri address, IReadOnlyList<string> challenges, string? sent, bool isLast)
    {
        HttpChallenge[] all = [.. challenges.SelectMany(HttpChallenge.Read)];
        DigestChallenge? digest = all.Select(DigestChallenge.Of).FirstOrDefault(each => each is not null);
        bool isBasic = all.Any(each => each.IsOf("Basic"));
        bool isAnswered = logins.For(address) is not null && (digest is not null || isBasic);
        if (isAnswered)
        {
            string origin = HttpLogins.OriginOf(address);
            asked[origin] = digest;
            if (!isLast && (sent is null || digest is not null))
            {
                return true; // one that it was given for an older question says nothing
            }

            logins.Refused(origin);
        }

        if (logins.Refusal(address, string.Join(", ", challenges)) is { } refusal)
        {
            throw refusal;
        }

        return false;
    }

    /// <summary>Takes in that a request was answered as it should be.</summary>
    public void Accepted(Uri address) => logins.Accepted(address);
}
