using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>Takes out of a text what must stand in none: the password, and the values of cookies.</summary>
internal sealed class Secrets
{
    private const string Mark = "[removed]";

    /// <summary>Shorter values, such as <c>1</c> or <c>en</c>, stand for settings and occur everywhere.</summary>
    private const int ShortestValue = 8;

    private readonly string[] values;

    private Secrets(IEnumerable<string> found) =>
        values = [.. found.SelectMany(value => new[] { value, Uri.EscapeDataString(value) }).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];

    /// <summary>Those of a context as it stands now.</summary>
    /// <param name="context">Its cookies count.</param>
    /// <param name="passwords">Count whatever their length is, unless they are empty.</param>
    public static async Task<Secrets> OfAsync(IBrowserContext context, IEnumerable<string> passwords)
    {
        IReadOnlyList<BrowserContextCookiesResult> cookies = await context.CookiesAsync();
        return new([.. cookies.Select(cookie => cookie.Value).Where(value => value.Length >= ShortestValue), .. passwords.Where(password => password.Length > 0)]);
    }

    /// <summary>The passwords alone, where a context tells nothing.</summary>
    public static Secrets Of(IEnumerable<string> passwords) => new(passwords.Where(password => password.Length > 0));

    public string RemovedFrom(string text) => values.Aggregate(AddressLogin.RemovedFrom(text), (rest, value) => rest.Replace(value, Mark, StringComparison.Ordinal));
}
