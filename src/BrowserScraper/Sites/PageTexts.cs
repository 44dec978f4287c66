using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a page said in one question: the text of each thing that was asked for.</summary>
public sealed class PageTexts
{
    private const int Tries = 3;

    // A text that is not there yet, as pages write it until it comes.
    private static readonly string Ask = PageScript.Compact($$"""
        async ([required, optional, limit, marks, expected]) => {
          {{PageScript.Words}}
          const isPlaceholder = text => /^(loading|please wait)?[\s.\u2026]*$|^[-\u2013\u2014]{2,}$/i.test(text);
          const read = name => {
            const found = find(name);
            return found ? (name.startsWith('link=') ? found.href : clean(found.textContent)) : null; };
          const isThere = name => {
            const found = find(name);
            return !!found && (name.startsWith('link=')
              || !(isPlaceholder(clean(found.textContent)) || found.closest('[aria-busy=true]'))); };
          const all = () => Object.fromEntries([...required, ...optional].map(name => [name, read(name)]));
          const plain = text => clean(text).toLowerCase();
          const cut = (text, most) => clean(text).slice(0, most).toWellFormed(); // half a letter cannot be told
          const isDigit = letter => /[0-9]/.test(letter ?? '');
          const isIn = (text, wanted) => { for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            if (!(isDigit(text[at - 1]) && isDigit(wanted[0]))
              && !(isDigit(text[at + wanted.length]) && isDigit(wanted.at(-1)))) { return true; } } return false; };
          const stands = () => {
            if (!expected || !document.body) { return !expected; }
            const wanted = plain(expected);
            let text = plain(document.body.textContent);
            for (const code of text.includes(wanted) ? document.body.querySelectorAll('script, style, template') : []) {
              text = text.replace(plain(code.textContent), ' '); }
            return text.includes(wanted) && (isIn(text, wanted)
              || [...document.body.querySelectorAll('*')].some(each => isIn(plain(each.textContent), wanted)));
          };
          const reload = () => {
            const again = document.querySelector('meta[http-equiv=refresh i]');
            const to = again?.content.split(/url\s*=/i)[1]?.replace(/['"]/g, '').trim();
            return !!again && (!to || new URL(to, location).href === location.href)
              && clean(document.body?.textContent ?? '').length < 300; };
          let isWhole = false;
          const waits = texts => !(isWhole = document.readyState !== 'loading' && required.every(isThere)
            && optional.every(name => texts[name] !== '') && stands());
          let texts = all();
          let out = 0;
          if (waits(texts)) {
            await new Promise(end => {
              const look = () => { texts = all(); if (!waits(texts)) done(); };
              const glance = () => {
                const state = stateOf(marks);
                out = state.out && !state.in ? out + 1 : 0;
                if (out > 2 || state.between || state.wall || reload()) done(); };
              const watch = new MutationObserver(look);
              const timer = setTimeout(() => done(), limit);
              const glances = setInterval(glance, 200);
              const done = () => { clearTimeout(timer); clearInterval(glances); watch.disconnect(); end(); };
              document.addEventListener('DOMContentLoaded', look, { once: true });
              watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
              glance();
            });
            texts = all();
            isWhole = false;
          }
          const state = stateOf(marks);
          return JSON.stringify({ texts, state: { ...state, wall: state.wall || (!state.in && reload()) }, stood: out * 200,
            missing: isWhole ? [] : required.filter(name => !isThere(name)), stands: isWhole || stands(),
            testIds: isWhole ? [] : [...new Set([...document.querySelectorAll('[data-testid]')]
              .map(each => cut(each.getAttribute('data-testid'), 60)))].slice(0, 40),
            shows: cut(document.querySelector('h1')?.textContent || document.title, 80) });
        }
        """);

    private sealed record Answer(
        Dictionary<string, string?> Texts, PageState State, int Stood, string[] Missing, string[] TestIds, bool Stands, string Shows);

    private readonly Dictionary<string, string?> texts;

    private PageTexts(Dictionary<string, string?> texts) => this.texts = texts;

    /// <summary>A text that was required.</summary>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public string this[string name] => Of(name)!;

    /// <summary>A text that was optional, null where there was none.</summary>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public string? Optional(string name) => Of(name) is { Length: > 0 } text ? text : null;

    /// <summary>
    /// An amount such as <c>$24,995</c>, <c>-1 200.50 EUR</c> or <c>(24.00)</c>, as <see cref="MoneyReading"/> reads it; null where there
    /// is no such element or no number in it.
    /// </summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="decimalMark">What the site writes before cents, <c>.</c> or <c>,</c>. Default: the number's own shape tells.</param>
    /// <exception cref="ItemEndedException">SiteChanged: there is a number, and it may mean two things.</exception>
    public decimal? OptionalMoney(string name, char? decimalMark = null) =>
        Optional(name) is { } text ? MoneyReading.Read(text, decimalMark, $"'{name}'") : null;

    /// <summary>Where a link leads; null where there is no such link.</summary>
    public Uri? OptionalAddress(string name) => Uri.TryCreate(Optional(name), UriKind.Absolute, out Uri? address) ? address : null;

    /// <exception cref="ItemEndedException">A required one has not come in time, or the page is not for a signed-in user.</exception>
    internal static async Task<PageTexts> ReadAsync(
        SessionGuard guard, IPage page, IReadOnlyList<string> required, IReadOnlyList<string> optional, TimeSpan limit)
    {
        while (true)
        {
            Answer said = JsonSerializer.Deserialize<Answer>(
                await AskAsync(page, [required, optional, limit.TotalMilliseconds, guard.Words, guard.Expected]),
                JsonSerializerOptions.Web)!;
            if (!await guard.JudgeAsync(said.State, TimeSpan.FromMilliseconds(said.Stood)))
            {
                continue; // an app has restored its session meanwhile
            }

            if (!said.Stands)
            {
                throw new ItemEndedException(
                    new ItemOutcome.SiteChanged(
                        $"'{guard.Expected}' does not stand on {page.Url.Split('?')[0]}, which shows '{said.Shows}'"));
            }

            guard.Expected = null;
            if (required.Count > 0 && said.Missing.Length == 0)
            {
                PageStorage.Of(page)?.Read();
            }

            return said.Missing is not [var missing, ..]
                ? new(said.Texts)
                : throw new ItemEndedException(new ItemOutcome.SiteChanged(
                    $"required '{missing}' "
                        + $"missing{(string.IsNullOrEmpty(said.Texts[missing]) ? "" : $": it still says '{said.Texts[missing]}'")}")
                {
                    TestIds = said.TestIds,
                });
        }
    }

    private string? Of(string name) => texts.TryGetValue(name, out string? text)
        ? text
        : throw new ArgumentException(
            $"'{name}' was not asked for; ReadTextsAsync was given '{string.Join("', '", texts.Keys)}'", nameof(name));

    /// <summary>
    /// A page that goes elsewhere meanwhile, such as to its sign-in, takes the question with it; where it has gone is asked again.
    /// </summary>
    private static async Task<string> AskAsync(IPage page, object?[] question)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await page.EvaluateAsync<string>(Ask, question);
            }
            catch (PlaywrightException left) when (attempt < Tries && !page.IsClosed && MarkReader.IsLeaving(left))
            {
                // A question waits for the next document by itself.
            }
        }
    }
}
