using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>
/// What a page's scripts were answered since a click. Sites that sign their links let a script ask for one at the click, and go to what is
/// answered: an answer to the click that holds a download's address tells that the click has led to it.
/// </summary>
internal sealed partial class ClickAnswers : IDisposable
{
    /// <summary>An answer with an address is short. Bytes.</summary>
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Shorter ones, such as "/", stand in many answers. Characters.</summary>
    private const int ShortestAddress = 8;

    private static readonly TimeSpan BodyLimit = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<IResponse, Task<Uri[]>> heard = [];
    private readonly ClickSignals signals;
    private readonly TimeProvider time;
    private readonly IDisposable hearing;

    /// <param name="page">The page that is about to be clicked.</param>
    /// <param name="signals">Tells what the click has asked for.</param>
    /// <param name="time">The clock.</param>
    public ClickAnswers(IPage page, ClickSignals signals, TimeProvider time)
    {
        (this.signals, this.time) = (signals, time);
        hearing = page.OnResponse(answer =>
        {
            if (answer is { Ok: true, Request.ResourceType: "fetch" or "xhr" })
            {
                heard.TryAdd(answer, AddressesInAsync(answer));
            }
        });
    }

    /// <summary>
    /// The one address that the answers to the click hold; null where they hold none, or several: then any may be what the click is for.
    /// </summary>
    public async Task<Uri?> NamedAsync()
    {
        Task<Uri[]>[] ofClick = [.. heard.Where(each => signals.HasAsked(each.Key.Url)).Select(each => each.Value)];
        await Task.WhenAll(ofClick).EndsWithinAsync(BodyLimit, time); // an answer may be a stream that never ends
        Uri[] named = [.. ofClick.Where(each => each.IsCompletedSuccessfully).SelectMany(each => each.Result).Distinct()];
        return named is [var only] && only.PathAndQuery.Length >= ShortestAddress ? only : null;
    }

    public void Dispose() => hearing.Dispose();

    private static async Task<Uri[]> AddressesInAsync(IResponse answer)
    {
        try
        {
            byte[] body = await answer.BodyAsync();
            string text = body.Length <= LongestAnswer ? Escape().Replace(Encoding.UTF8.GetString(body), Plain) : "";
            return [.. Address().Matches(text)
                .Select(each => Uri.TryCreate(new(answer.Url), each.Groups["address"].Value, out Uri? address) ? address : null)
                .OfType<Uri>()];
        }
        catch (PlaywrightException)
        {
            return []; // The page went on, and the answer with it.
        }
    }

    // JSON may write "/" and "&" with a backslash, HTML has "&amp;".
    private static string Plain(Match escape) => escape.Value switch
    {
        "&amp;" => "&",
        ['\\', 'u', ..] => ((char)Convert.ToInt32(escape.Value[2..], 16)).ToString(),
        _ => escape.Value[1..],
    };

    // In quotes, or all that there is.
    [GeneratedRegex("""(?:["']|^\s*)(?<address>(?:https?:/)?/[^"'\s<>]+)(?:["']|\s*$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}|\\[/&]|&amp;", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
