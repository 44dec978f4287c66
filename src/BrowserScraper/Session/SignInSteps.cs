using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>What a session has to know of a site.</summary>
/// <param name="Site">The script's name, for messages.</param>
/// <param name="Home">Where a signed-in user starts.</param>
/// <param name="UrlSetting">The setting that holds the address, for messages.</param>
/// <param name="Username">Who signs in, for messages.</param>
/// <param name="IsSignedInAsync">Looks once at a page that has loaded.</param>
/// <param name="SignInAsync">Signs in on a page that shows <paramref name="Home"/>, or where the site led from there.</param>
internal sealed record SignInSteps(
    string Site, Uri Home, string UrlSetting, string Username, Func<IPage, Task<bool>> IsSignedInAsync, Func<IPage, Task> SignInAsync)
{
    /// <summary>The settings that hold the credentials, for messages; they begin as <see cref="UrlSetting"/> does.</summary>
    public string CredentialSettings => $"{Like("_USERNAME")} and {Like("_PASSWORD")}";

    private string Like(string ending) => UrlSetting.Replace("_URL", ending, StringComparison.Ordinal);
}
