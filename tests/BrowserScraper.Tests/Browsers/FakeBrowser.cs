using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Browsers;

/// <summary>A browser with one context, one page and a protocol session, none of which is real.</summary>
internal sealed class FakeBrowser
{
    private readonly Dictionary<string, Fake<ICDPSessionEvent>> events = new(StringComparer.Ordinal);

    public FakeBrowser()
    {
        Context.Answers("get_Browser", _ => Browser.It);
        Page.Answers("get_Context", _ => Context.It);
        Context.Answers("NewCDPSessionAsync", _ => Task.FromResult(Session.It));
        Session.Answers("Event", name => EventOf((string)name[0]!).It);
        Session.Answers("SendAsync", _ => Task.FromResult<JsonElement?>(null));
        Guarded.Tell(Browser.It, (where, fault) => Told.Add((where, fault)));
    }

    public Fake<IBrowser> Browser { get; } = Fakes.Of<IBrowser>();

    public Fake<IBrowserContext> Context { get; } = Fakes.Of<IBrowserContext>();

    public Fake<IPage> Page { get; } = Fakes.Of<IPage>();

    public Fake<ICDPSession> Session { get; } = Fakes.Of<ICDPSession>();

    /// <summary>What was told of faults.</summary>
    public List<(string Where, Exception Fault)> Told { get; } = [];

    public bool IsPageClosed => Page.Calls.Contains("CloseAsync");

    /// <summary>An event of the protocol happens.</summary>
    public void Raise(string name, string json)
    {
        JsonElement? body = JsonDocument.Parse(json).RootElement;
        EventOf(name).Raise("OnEvent", body);
    }

    private Fake<ICDPSessionEvent> EventOf(string name)
    {
        if (!events.TryGetValue(name, out Fake<ICDPSessionEvent>? known))
        {
            events[name] = known = Fakes.Of<ICDPSessionEvent>();
        }

        return known;
    }
}
