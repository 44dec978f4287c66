using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>The token gate of a session at <c>portal.example</c>, with pages whose protocol is a fake.</summary>
internal sealed class GateScene : IDisposable
{
    public static readonly Uri Home = new("http://portal.example/home");

    private int saves;
    private int asked;

    public GateScene(TokenMode mode = TokenMode.Auto, params string[] requests) => Tokens = new(
        new() { Mode = mode, Requests = requests, RequestTimeout = TimeSpan.FromSeconds(30), SaveInterval = 2 },
        Home, Told.Add, () => saves++, page =>
        {
            Turns++;
            return Share(page);
        }, Clock);

    public FakeTimeProvider Clock { get; } = new();

    public List<string> Told { get; } = [];

    public CookieManager Tokens { get; }

    /// <summary>How often the session was to be saved.</summary>
    public int Saves => saves;

    /// <summary>Turns that are over.</summary>
    public int Turns { get; private set; }

    /// <summary>What puts an answer's cookies into all contexts.</summary>
    public Func<IPage, Task> Share { get; set; } = _ => Task.CompletedTask;

    public static Uri At(string path) => new(Home, path);

    public async Task<FakeTab> OpenAsync(string name)
    {
        FakeTab tab = new();
        await Tokens.WatchAsync(tab.Page, name);
        return tab;
    }

    /// <summary>A page asks, leaving with one value of <c>tok</c>, and is answered with another.</summary>
    public void Turn(FakeTab tab, string path, string? came, string? sets, int status = 200)
    {
        tab.Exchange(
            $"turn-{asked++}", At(path), came is null
            ? null : ("tok", came), sets is null ? null : $"tok={sets}; Path=/; HttpOnly", status);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>The site is seen to replace <c>tok</c> with each answer; its value is 3 then.</summary>
    public void Rotate(FakeTab tab)
    {
        Tokens.SignedIn();
        Turn(tab, "/home", "1", "2");
        Turn(tab, "/home", "2", "3");
    }

    public void Dispose() => Tokens.Dispose();
}
