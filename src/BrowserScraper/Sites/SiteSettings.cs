using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>Address, credentials and options of a site, from the settings; the password shows in no text form.</summary>
public sealed class SiteSettings
{
    private readonly IReadOnlyDictionary<string, string> options;

    public SiteSettings(Uri url, string username, string password, IReadOnlyDictionary<string, string>? options = null)
    {
        Url = AddressLogin.Split(url, out HttpLogin? login);
        Http = login;
        Username = username;
        Password = password;
        this.options = options ?? new Dictionary<string, string>();
    }

    /// <summary>The script's <c>_URL</c> setting, or the address of the embedded demo portal. Ends with a slash.</summary>
    public Uri Url { get; }

    /// <summary>The script's <c>_USERNAME</c> setting.</summary>
    public string Username { get; }

    /// <summary>The script's <c>_PASSWORD</c> setting.</summary>
    public string Password { get; }

    /// <summary>
    /// The script's <c>_HTTP_USERNAME</c> and <c>_HTTP_PASSWORD</c> settings, for a server that asks by HTTP itself (Basic, Digest).
    /// Default: what stood in the address as <c>user:password@</c>, where it is taken out; null for nothing.
    /// </summary>
    public HttpLogin? Http { get; init; }

    /// <summary>A setting of the script's own, given by <c>--set NAME=VALUE</c>, the environment or <c>.env</c>.</summary>
    public string Option(string name, string defaultValue) => options.GetValueOrDefault(name, defaultValue);

    public override string ToString() => $"{Url} as {Username}";
}
