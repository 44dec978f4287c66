using BrowserScraper.Tests.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>A browser context of which there is only the cookie jar.</summary>
internal sealed class FakeJar
{
    private readonly Dictionary<(string Name, string Domain, string Path), BrowserContextCookiesResult> cookies = [];
    private readonly Fake<IBrowserContext> context = Fakes.Of<IBrowserContext>();

    public FakeJar()
    {
        context.Answers("CookiesAsync", _ => IsGone
            ? Task.FromException<IReadOnlyList<BrowserContextCookiesResult>>(new PlaywrightException("gone"))
            : Task.FromResult<IReadOnlyList<BrowserContextCookiesResult>>([.. cookies.Values.Select(Copy)]));
        context.Answers("AddCookiesAsync", arguments =>
        {
            if (IsGone)
            {
                return Task.FromException(new PlaywrightException("gone"));
            }

            foreach (Cookie cookie in (IEnumerable<Cookie>)arguments[0]!)
            {
                Added++;
                Put(cookie);
            }

            return Task.CompletedTask;
        });
    }

    public IBrowserContext It => context.It;

    /// <summary>It answers nothing any more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Cookies that were put in from outside.</summary>
    public int Added { get; private set; }

    public string? this[string name] => cookies.Values.FirstOrDefault(cookie => cookie.Name == name)?.Value;

    public float ExpiryOf(string name) => cookies.Values.First(cookie => cookie.Name == name).Expires;

    /// <summary>A site sets a cookie.</summary>
    public void Set(string name, string value, float expires = -1, string path = "/") =>
        Put(new() { Name = name, Value = value, Domain = "portal.example", Path = path, Expires = expires, HttpOnly = true, Secure = false,
            SameSite = SameSiteAttribute.Lax });

    public void Delete(string name) => cookies.Remove(cookies.Keys.First(key => key.Name == name));

    private void Put(Cookie cookie)
    {
        var key = (cookie.Name, cookie.Domain!, cookie.Path!);
        if (cookie.Expires is >= 0 and <= 1)
        {
            cookies.Remove(key);
            return;
        }

        cookies[key] = new()
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain!,
            Path = cookie.Path!,
            Expires = cookie.Expires ?? -1,
            HttpOnly = cookie.HttpOnly ?? false,
            Secure = cookie.Secure ?? false,
            SameSite = cookie.SameSite ?? SameSiteAttribute.Lax,
        };
    }

    private static BrowserContextCookiesResult Copy(BrowserContextCookiesResult of) => new()
    {
        Name = of.Name, Value = of.Value, Domain = of.Domain, Path = of.Path, Expires = of.Expires, HttpOnly = of.HttpOnly,
        Secure = of.Secure, SameSite = of.SameSite,
    };
}
