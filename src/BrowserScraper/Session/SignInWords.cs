using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>What a site says to whoever it does not let in, wherever its page puts that.</summary>
internal static class SignInWords
{
    private const int Longest = 200;

    private const string Lines =
        "() => JSON.stringify((document.body?.innerText ?? '').split('\\n').map(line => line.replace(/\\s+/g, ' "
            + "').trim().toWellFormed()).filter(line => line))";

    // What is announced counts at once; what only looks like a message must be new, as must plain text.
    private const string Said = """
        before => {
          const isSeen = each => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0;
          const text = each => (each.innerText ?? '').replace(/\s+/g, ' ').trim().toWellFormed();
          const first = (selector, isRight) => [...document.querySelectorAll(selector)].filter(isSeen).map(text)
            .find(words => words && words.length < 300 && isRight(words));
          const isNew = words => !before.includes(words);
          const named = ['error', 'alert', 'notice', 'invalid', 'warning', 'message']
            .flatMap(word => [`[class*="${word}" i]`, `[id*="${word}" i]`]).join(',');
          return first('[role=alert]', isNew)
            ?? first('[aria-live]:not([aria-live=off])', isNew)
            ?? first(named, isNew)
            ?? first('[role=alert]', () => true)
            ?? (document.body?.innerText ?? '').split('\n').map(line => line.replace(/\s+/g, ' ').trim().toWellFormed())
              .find(line => line.length > 3 && isNew(line))
            ?? '';
        }
        """;

    /// <summary>What stands on the page before the form is used.</summary>
    public static async Task<string[]> BeforeAsync(IPage page)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Lines))!;
        }
        catch (PlaywrightException)
        {
            return []; // it goes elsewhere just now; then all that it says is new
        }
    }

    /// <summary>The site's words in quotes, after a colon; nothing where it says nothing.</summary>
    public static async Task<string> AfterAsync(IPage page, string[] before)
    {
        try
        {
            string said = await page.EvaluateAsync<string>(Said, before);
            return said.Length == 0 ? "" : $": \"{(said.Length > Longest ? said[..Longest] + "..." : said)}\"";
        }
        catch (PlaywrightException)
        {
            return "";
        }
    }

    /// <summary>Where a page is, and its status where that is an error's, in words.</summary>
    public static async Task<string> PlaceAsync(IPage page)
    {
        string place = page.Url.Split('?')[0];
        try
        {
            int status = await page.EvaluateAsync<int>("() => performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0");
            return status >= 400 ? $"{place} (answered {status})" : place;
        }
        catch (PlaywrightException)
        {
            return place;
        }
    }

    /// <summary>
    /// What a call waited for in vain, from the log that Playwright puts behind its messages, and the line of the script where known.
    /// </summary>
    public static string OfWait(Exception late)
    {
        string[] lines = late.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? waited = lines.Select(line => line.TrimStart('-', ' '))
            .FirstOrDefault(line => line.StartsWith("waiting for", StringComparison.Ordinal));
        string text = waited is null ? lines.FirstOrDefault() ?? late.GetType().Name : $"{lines[0].TrimEnd('.')} {waited}";
        return FaultText.LineOf(late) is { } line ? $"{text} in {line}" : text;
    }
}
