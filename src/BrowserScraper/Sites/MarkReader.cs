using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Reads which of a script's marks a page shows. Calls for several pages may run concurrently.</summary>
internal sealed class MarkReader(SessionMarks marks)
{
    private static readonly string Ask = PageScript.Compact($$"""
        marks => {
          {{PageScript.Words}}
          return JSON.stringify(stateOf(marks));
        }
        """);

    /// <summary>The marks that can ride in a question, as <c>stateOf</c> takes them.</summary>
    public IReadOnlyDictionary<string, object> Words { get; } = new Dictionary<string, object>
    {
        ["in"] = WordsOf(marks.SignedIn),
        ["out"] = WordsOf(marks.SignedOut),
        ["between"] = WordsOf(marks.Between),
        ["wall"] = WordsOf(marks.Wall),
        ["user"] = WordsOf(marks.User),
    };

    /// <summary>Looks once, and waits for nothing. A page that is just going elsewhere shows none.</summary>
    public async Task<PageState> ReadAsync(IPage page)
    {
        try
        {
            return await WithLocatorsAsync(
                page, JsonSerializer.Deserialize<PageState>(await page.EvaluateAsync<string>(Ask, Words), JsonSerializerOptions.Web));
        }
        catch (PlaywrightException left) when (IsLeaving(left) && !page.IsClosed)
        {
            return default;
        }
    }

    /// <summary>Adds the marks that are locators to what a question has brought.</summary>
    public async Task<PageState> WithLocatorsAsync(IPage page, PageState state) => new(
        state.SignedIn || await AnyAsync(marks.SignedIn, mark => mark(page).CountAsync(), found => found > 0),
        state.SignedOut || await AnyAsync(marks.SignedOut, mark => mark(page).First.IsVisibleAsync(), isSeen => isSeen),
        state.Between || await AnyAsync(marks.Between, mark => mark(page).CountAsync(), found => found > 0),
        state.Wall || await AnyAsync(marks.Wall, mark => mark(page).First.IsVisibleAsync(), isSeen => isSeen),
        state.User ?? await UserAsync(page));

    /// <summary>The page goes elsewhere, and took the question with it.</summary>
    public static bool IsLeaving(PlaywrightException exception) =>
        exception.Message.Contains("context was destroyed", StringComparison.Ordinal)
            || exception.Message.Contains("Cannot find context", StringComparison.Ordinal);

    private async Task<string?> UserAsync(IPage page) =>
        marks.User is [{ Find: { } find }] && await find(page).CountAsync() > 0
            && CleanText.Of(await find(page).First.TextContentAsync() ?? "") is { Length: > 0 } name ? name : null;

    private static async Task<bool> AnyAsync<T>(IReadOnlyList<Mark> all, Func<Func<IPage, ILocator>, Task<T>> ask, Func<T, bool> counts)
    {
        foreach (Mark mark in all)
        {
            if (mark.Find is { } find && counts(await ask(find)))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] WordsOf(IReadOnlyList<Mark> all) => [.. all.Select(mark => mark.Words).OfType<string>()];
}
