using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Trials;

/// <summary>What a script's marks see on a page.</summary>
/// <param name="Page">The page's address.</param>
/// <param name="SignedIn">The marks of a signed-in user, and whether each is there.</param>
/// <param name="User">The name that stands there; null for none, or where the script has no mark for it.</param>
/// <param name="Else">What else is there: a form, something between form and content, a wall; null for nothing.</param>
internal sealed record SeenMarks(string Page, IReadOnlyList<SeenMark> SignedIn, string? User, string? Else)
{
    public bool IsSignedIn => Else is null && SignedIn.Any(mark => mark.IsThere);

    /// <returns>Null where nobody needs to be signed in, or the page is gone.</returns>
    public static async Task<SeenMarks?> ReadAsync(SessionRules rules, SiteScript script, IPage page)
    {
        if (!rules.IsNeeded || page.IsClosed)
        {
            return null;
        }

        try
        {
            PageState state = await rules.Marks.ReadAsync(page);
            List<SeenMark> all = [];
            foreach (Mark mark in script.Marks.SignedIn)
            {
                all.Add(new($"{mark}", (await new MarkReader(new([mark], signedOut: [])).ReadAsync(page)).SignedIn));
            }

            return new(page.Url, all, state.User, ElseOn(state));
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    private static string? ElseOn(PageState state) => state switch
    {
        { Wall: true } => "a bot check, a maintenance page or a rate limit",
        { Between: true } => "something between form and content",
        { LooksOut: true } => "a sign-in form",
        _ => null,
    };
}
