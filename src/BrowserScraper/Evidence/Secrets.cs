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
    /// <param name="password">Counts whatever its length is, unless it is empty.</param>
    public static async Task<Secrets> OfAsync(IBrowserContext context, string password)
    {
        IReadOnlyList<BrowserContextCookiesResult> cookies = await context.CookiesAsync();
        return new([.. cookies.Select(cookie => cookie.Value).Where(value => value.Length >= ShortestValue), .. password.Length > 0 ? new[] { password } : []]);
    }

    /// <summary>The password alone, where a context tells nothing.</summary>
    public static Secrets Of(string password) => new(password.Length > 0 ? [password] : []);

    public string RemovedFrom(string text) => values.Aggregate(text, (rest, value) => rest.Replace(value, Mark, StringComparison.Ordinal));
}
