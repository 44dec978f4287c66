using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Which way a look at the home page goes. Where the site's own session has ended and a sign-in provider still knows the user, the look
/// itself signs in, without a form: what it shows then says nothing of the pages before it. Such a way goes by another host and back, or
/// comes twice to one address.
/// </summary>
internal sealed class WayHome : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> hosts = [];
    private readonly IDisposable hearing;
    private bool hasComeBack;

    public WayHome(IPage page) => hearing = page.OnResponse(answer =>
    {
        if (answer.Request.IsNavigationRequest && answer.Request.Frame == page.MainFrame)
        {
            Add(answer.Request);
        }
    });

    /// <summary>It may have signed in.</summary>
    public bool HasComeBack
    {
        get
        {
            lock (gate)
            {
                return hasComeBack;
            }
        }
    }

    /// <summary>What was before does not count.</summary>
    public void Begin()
    {
        lock (gate)
        {
            hosts.Clear();
            hasComeBack = false;
        }
    }

    public void Dispose() => hearing.Dispose();

    private void Add(IRequest request)
    {
        Uri here = new(request.Url);
        bool isRound = false;
        for (IRequest? before = request.RedirectedFrom; before is not null; before = before.RedirectedFrom)
        {
            isRound |= before.Url.Split('?', '#')[0] == request.Url.Split('?', '#')[0];
        }

        lock (gate)
        {
            if (hosts.Count == 0 || hosts[^1] != here.Authority)
            {
                hasComeBack |= hosts.Contains(here.Authority);
                hosts.Add(here.Authority);
            }

            hasComeBack |= isRound;
        }
    }
}
