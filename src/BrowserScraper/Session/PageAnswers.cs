using System.Text.Json;
using BrowserScraper.Browsers;

namespace BrowserScraper.Session;

/// <summary>
/// Reads from a page's protocol session with which cookies its requests left, and what their answers set: pages, and what scripts ask for.
/// Pictures and styles come without a token's change.
/// </summary>
/// <param name="answered">Gets each answer; each hop of a redirect chain is one.</param>
/// <param name="name">Whose page it is now.</param>
/// <param name="time">The clock.</param>
internal sealed class PageAnswers(Action<TokenAnswer> answered, Func<string> name, TimeProvider time)
{
    /// <summary>Chromium does not tell every request's end.</summary>
    private const int MostExchanges = 2000;

    private static readonly string[] AskingKinds = ["Document", "XHR", "Fetch"];

    private readonly Dictionary<string, Exchange> exchanges = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public void Listen(PageProtocol protocol)
    {
        protocol.On("Network.requestWillBeSent", OnRequest);
        protocol.On("Network.requestWillBeSentExtraInfo", OnSent);
        protocol.On("Network.responseReceivedExtraInfo", OnHeaders);
        protocol.On("Network.loadingFinished", OnEnded);
        protocol.On("Network.loadingFailed", OnEnded);
    }

    /// <summary>One for each hop of a redirect chain, all with one id.</summary>
    private void OnRequest(JsonElement sent)
    {
        if (!sent.TryGetProperty("type", out JsonElement kind) || !AskingKinds.Contains(kind.GetString())
            || !Uri.TryCreate(sent.GetProperty("request").GetProperty("url").GetString(), UriKind.Absolute, out Uri? address))
        {
            return;
        }

        lock (gate)
        {
            Exchange exchange = Of(sent);
            if (sent.TryGetProperty("redirectHasExtraInfo", out JsonElement isTold) && isTold.ValueKind == JsonValueKind.False)
            {
                exchange.Answers++; // of the hop before, such as one from the cache, nothing comes
            }

            exchange.IsDocument = kind.ValueEquals("Document"u8);
            exchange.Hops.Add(address);
        }
    }

    /// <summary>What the network has sent, which may be told before the request is.</summary>
    private void OnSent(JsonElement sent)
    {
        CarriedCookie[] carried = !sent.TryGetProperty("associatedCookies", out JsonElement cookies) ? [] :
        [
            .. cookies.EnumerateArray()
                .Where(each => each.GetProperty("blockedReasons").GetArrayLength() == 0)
                .Select(each => each.GetProperty("cookie"))
                .Select(each => new CarriedCookie(
                    Text(each, "name"), TokenDigest.Of(Text(each, "value")), Text(each, "domain"), Text(each, "path"))),
        ];
        lock (gate)
        {
            Of(sent).Sent.Enqueue((time.GetUtcNow(), carried));
        }
    }

    /// <summary>One for each hop; headers of one name come joined by line feeds.</summary>
    private void OnHeaders(JsonElement answer)
    {
        TokenAnswer? read = null;
        lock (gate)
        {
            if (exchanges.TryGetValue(Id(answer), out Exchange? exchange) && exchange.Hops.Count > 0)
            {
                DateTimeOffset now = time.GetUtcNow();
                Uri address = exchange.Hops[Math.Min(exchange.Answers++, exchange.Hops.Count - 1)];
                (DateTimeOffset left, CarriedCookie[] carried) = exchange.Sent.TryDequeue(out (DateTimeOffset, CarriedCookie[]) sent)
                    ? sent : (now, []);
                int status = answer.TryGetProperty("statusCode", out JsonElement code) ? code.GetInt32() : 200;
                read = new(address, status, name())
                    { Carried = carried, Left = left, At = now, IsDocument = exchange.IsDocument, Set = Set(answer, address, now),
                    Location = Location(answer, address) };
            }
        }

        if (read is not null)
        {
            answered(read);
        }
    }

    private void OnEnded(JsonElement ended)
    {
        lock (gate)
        {
            exchanges.Remove(Id(ended));
        }
    }

    private static IReadOnlyList<Microsoft.Playwright.Cookie> Set(JsonElement answer, Uri address, DateTimeOffset now) =>
        Header(answer, "set-cookie") is { } lines
        ? [.. lines.Split('\n').Select(line => SetCookie.Parse(line, address, now)).OfType<Microsoft.Playwright.Cookie>()]
        : [];

    private static Uri? Location(JsonElement answer, Uri address) =>
        Uri.TryCreate(address, Header(answer, "location"), out Uri? to) ? to : null;

    private static string? Header(JsonElement answer, string name)
    {
        JsonElement value = answer.GetProperty("headers").EnumerateObject()
            .FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private Exchange Of(JsonElement happened)
    {
        string id = Id(happened);
        if (!exchanges.TryGetValue(id, out Exchange? exchange))
        {
            if (exchanges.Count >= MostExchanges)
            {
                exchanges.Clear();
            }

            exchanges[id] = exchange = new();
        }

        return exchange;
    }

    private static string Id(JsonElement happened) => happened.GetProperty("requestId").GetString()!;

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private sealed class Exchange
    {
        public List<Uri> Hops { get; } = [];

        public Queue<(DateTimeOffset Left, CarriedCookie[] Carried)> Sent { get; } = new();

        /// <summary>Hops that were answered.</summary>
        public int Answers { get; set; }

        public bool IsDocument { get; set; }
    }
}
