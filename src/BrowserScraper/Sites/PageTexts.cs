using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a page said in one question: the text of each thing that was asked for.</summary>
public sealed class PageTexts
{
    private const int Tries = 3;

    private const string Ask = """
        async ([required, optional, limit]) => {
          const link = text => [...document.querySelectorAll('a[href]')].find(each => each.textContent.trim() === text);
          const find = name => name.startsWith('link=') ? link(name.slice(5))
            : document.querySelector(name.startsWith('css=') ? name.slice(4) : `[data-testid=${CSS.escape(name)}]`);
          const read = name => { const found = find(name); return found ? (name.startsWith('link=') ? found.href : found.textContent.trim()) : null; };
          const all = () => Object.fromEntries([...required, ...optional].map(name => [name, read(name)]));
          const waits = texts => document.readyState === 'loading' || required.some(name => !texts[name]) || optional.some(name => texts[name] === '');
          let texts = all();
          if (waits(texts)) {
            await new Promise(end => {
              const look = () => { texts = all(); if (!waits(texts)) done(); };
              const watch = new MutationObserver(look);
              const timer = setTimeout(() => done(), limit);
              const done = () => { clearTimeout(timer); watch.disconnect(); end(); };
              document.addEventListener('DOMContentLoaded', look, { once: true });
              watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            });
          }
          return JSON.stringify(texts);
        }
        """;

    private readonly Dictionary<string, string?> texts;

    private PageTexts(Dictionary<string, string?> texts) => this.texts = texts;

    /// <summary>A text that was required.</summary>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public string this[string name] => Of(name)!;

    /// <summary>A text that was optional, null where there was none.</summary>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public string? Optional(string name) => Of(name) is { Length: > 0 } text ? text : null;

    /// <summary>An amount such as <c>$24,995</c> or <c>1 200.50 EUR</c>; null where there is no such element or no number in it.</summary>
    public decimal? OptionalMoney(string name) => Optional(name) is { } text ? PageReading.Money(text) : null;

    /// <summary>Where a link leads; null where there is no such link.</summary>
    public Uri? OptionalAddress(string name) => Uri.TryCreate(Optional(name), UriKind.Absolute, out Uri? address) ? address : null;

    /// <exception cref="ItemEndedException">SiteChanged: a required one has not come in time.</exception>
    internal static async Task<PageTexts> ReadAsync(IPage page, IReadOnlyList<string> required, IReadOnlyList<string> optional, TimeSpan limit)
    {
        string answer = await AskAsync(page, [required, optional, limit.TotalMilliseconds]);
        PageTexts said = new(JsonSerializer.Deserialize<Dictionary<string, string?>>(answer)!);
        return required.FirstOrDefault(name => string.IsNullOrEmpty(said.texts[name])) is not { } missing
            ? said
            : throw new ItemEndedException(new ItemOutcome.SiteChanged($"required '{missing}' missing"));
    }

    private string? Of(string name) => texts.TryGetValue(name, out string? text)
        ? text
        : throw new ArgumentException($"'{name}' was not asked for; ReadTextsAsync was given '{string.Join("', '", texts.Keys)}'", nameof(name));

    /// <summary>A page that goes elsewhere meanwhile, such as to its sign-in, takes the question with it; where it has gone is asked again.</summary>
    private static async Task<string> AskAsync(IPage page, object?[] question)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await page.EvaluateAsync<string>(Ask, question);
            }
            catch (PlaywrightException left) when (attempt < Tries && !page.IsClosed && left.Message.Contains("context was destroyed", StringComparison.Ordinal))
            {
                // A question waits for the next document by itself.
            }
        }
    }
}
