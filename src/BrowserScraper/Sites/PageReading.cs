using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// Reads a page so that required and optional things look different. Required: waits REQUEST_TIMEOUT at the most, and
/// missing ends the attempt as SiteChanged. Optional: what is not there is null, at once.
/// </summary>
public static partial class PageReading
{
    private static readonly ScriptJson Rows = new(JsonSerializerOptions.Web);

    /// <summary>
    /// The text of an element once it holds any, as it is seen: trimmed, white space inside as one blank. "Loading", dots and dashes are no
    /// text yet.
    /// </summary>
    public static Task<string> RequiredTextAsync(this ILocator locator)
    {
        ILocator filled = locator.Filter(new() { HasTextRegex = NotBlank() }).Filter(new() { HasNotTextRegex = Placeholder() });
        return locator.RequiredAsync(() => TextAsync(filled));
    }

    /// <summary>The text of an element; null where there is no such element. One that is there and still empty is waited for.</summary>
    public static async Task<string?> OptionalTextAsync(this ILocator locator)
    {
        if (await locator.CountAsync() == 0)
        {
            return null;
        }

        try
        {
            return await TextAsync(locator.Filter(new() { HasTextRegex = NotBlank() }));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Where a link leads, or null where there is no such link.</summary>
    public static async Task<Uri?> OptionalAddressAsync(this ILocator link) =>
        await link.CountAsync() > 0 && await link.First.GetAttributeAsync("href") is { } href
            ? new Uri(new Uri(link.Page.Url), href) : null;

    /// <summary>Waits until an element is there and visible, or in another state.</summary>
    public static Task RequiredAsync(this ILocator locator, WaitForSelectorState state = WaitForSelectorState.Visible) =>
        locator.RequiredAsync(async () =>
    {
        await locator.WaitForAsync(new() { State = state });
        return true;
    });

    /// <summary>Reads all matching elements in one go; none is an empty list, at once.</summary>
    /// <param name="locator">The elements.</param>
    /// <param name="read">JavaScript that makes an object of one element; its properties become those of <typeparamref name="T"/>, whatever
    /// their case.</param>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(this ILocator locator, string read)
    {
        string json = await locator.EvaluateAllAsync<string>(
            $"elements => JSON.stringify(elements.map({read}), (_, value) => typeof value === 'string' ? "
                + "value.toWellFormed().replaceAll('\0', '\uFFFD') : value)");
        return JsonSerializer.Deserialize<List<T>>(json, Rows.For(typeof(T)))!;
    }

    /// <summary>Runs a reading that waits for its element, and ends the attempt as SiteChanged where it does not come.</summary>
    internal static async Task<T> RequiredAsync<T>(this ILocator locator, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (TimeoutException)
        {
            throw new ItemEndedException(new ItemOutcome.SiteChanged($"required {Describe(locator)} missing"));
        }
    }

    // Half an emoji in an answer would end the driver's connection, so the page makes the text well-formed.
    private static async Task<string> TextAsync(ILocator locator) =>
        CleanText.Of(await locator.EvaluateAsync<string>("element => element.textContent.toWellFormed()"));

    // Playwright names a locator by its selector; the quoted part is what a person would recognize.
    internal static string Describe(ILocator locator)
    {
        string selector = locator.ToString() ?? "";
        string[] quoted = [.. Quoted().Matches(selector).Select(match => match.Groups[1].Value)];
        return quoted.Length > 0 ? $"'{string.Join("' in '", quoted.Reverse())}'" : selector;
    }

    [GeneratedRegex(@"\S")]
    private static partial Regex NotBlank();

    // what Playwright takes: no other options
    [GeneratedRegex(@"^\s*(?:(?:loading|please wait)[\s.\u2026]*|[.\u2026]+|[-\u2013\u2014]{2,})\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
