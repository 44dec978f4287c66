using BrowserScraper.Items;
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
    public string CredentialSettings => IsOneOfMany ? $"its line in the file of {Like("_ACCOUNTS")}" : $"{Like("_USERNAME")} and {Like("_PASSWORD")}";

    /// <summary>The account is one of several, which stand in a file.</summary>
    public bool IsOneOfMany { get; init; }

    /// <summary>False where the site asks nobody who he is.</summary>
    public bool IsNeeded { get; init; } = true;

    /// <summary>Goes home, and signs in where that shows nobody signed in.</summary>
    /// <param name="page">A page of the session.</param>
    /// <param name="budget">Spent where the form is used.</param>
    /// <returns>False where the session still held.</returns>
    /// <exception cref="RunStopException">The site refuses.</exception>
    public async Task<bool> EnterAsync(IPage page, SignInBudget budget)
    {
        await GoHomeAsync(page);
        if (await IsSignedInAsync(page))
        {
            return false;
        }

        budget.Spend();
        await SignInAsync(page);
        if (!await IsSignedInAsync(page))
        {
            string said = await SaidAsync(page);
            throw new RunStopException(StopReason.SignInRefused,
                $"{Site}: sign-in as '{Username}' at {page.Url.Split('?')[0]} was refused{said}; check {CredentialSettings}");
        }

        return true;
    }

    public Task GoHomeAsync(IPage page) => page.GotoAsync(Home.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    private static async Task<string> SaidAsync(IPage page)
    {
        ILocator alert = page.GetByRole(AriaRole.Alert).First;
        string text = await alert.CountAsync() > 0 ? (await alert.InnerTextAsync()).ReplaceLineEndings(" ").Trim() : "";
        return text.Length > 0 ? $": \"{text}\"" : "";
    }

    private string Like(string ending) => UrlSetting.Replace("_URL", ending, StringComparison.Ordinal);
}
