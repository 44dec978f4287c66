using System.Globalization;

namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>The one document of the apps, which draw everything by themselves.</summary>
internal static class OddShell
{
    private const string Script = """
        <div id="app">Loading...</div>
        <template id="form"><main><h1>FORMHEADING</h1><div id="said"></div>FIELDS</main></template>
        <template id="top"><header><a href="/">Home</a> <a href="/list">List</a>
          <a href="/sign-out">Sign out</a></header><main id="content">Loading...</main></template>
        <script>
          const app = document.getElementById('app'), asked = location.pathname;
          const sleep = time => new Promise(end => setTimeout(end, time));
          const draw = id => app.replaceChildren(document.getElementById(id).content.cloneNode(true));
          const safe = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
          const ask = async address => {
            const answer = await fetch(address);
            return { ok: answer.ok, status: answer.status, said: answer.ok ? await answer.json() : null };
          };

          function form() {
            draw('form');
            app.querySelector('form').addEventListener('submit', async submitted => {
              submitted.preventDefault();
              const answer = await fetch('/api/sign-in', { method: 'POST', body: new URLSearchParams(new FormData(submitted.target)) });
              const said = await answer.json();
              if (!said.ok) { document.getElementById('said').innerHTML = said.message; return; }
              localStorage.setItem('user', said.user);
              if (asked === '/sign-in') { location.href = '/'; } else { location.reload(); }
            });
          }

          const views = {
            item: item => '<h1>' + safe(item.title) + '</h1><p data-testid="note">' + safe(item.note) + '</p>'
              + '<p data-testid="code">' + safe(item.code) + '</p><p><a href="' + item.file + '">File</a></p>',
            list: list => '<h1>List</h1><p data-testid="total">of ' + list.total + ' items</p><ul id="rows">' + list.html + '</ul>'
              + (list.page < list.pages ? '<a rel="next" href="/list?page=' + (list.page + 1) + '">Next page</a>' : ''),
            me: me => '<h1>Home</h1><p>Good day, ' + safe(me.user ?? '') + '.</p>',
          };

          async function inside() {
            draw('top');
            const number = asked.match(/^\/item\/(\d+)$/);
            const view = number ? 'item' : asked === '/list' ? 'list' : 'me';
            const answer = await ask(number ? '/api/item/' + number[1] : view === 'list' ? '/api/list' + location.search : '/api/me');
            const lost = !answer.ok || (view === 'me' && !answer.said.user);
            document.getElementById('content').innerHTML = lost
              ? '<p class="error">This could not be loaded (' + answer.status + ').</p>'
              : views[view](answer.said);
          }

          const shapes = {
            SinglePageApp: async () => {
              await sleep(DELAY);
              if (REFRESHES) { const answer = await fetch('REFRESHPATH', { method: 'POST' }); if (!answer.ok) { form(); return; } }
              if ((await ask('/api/me')).said?.user) { await inside(); } else { form(); }
            },
            AppRestoresLate: async () => {
              form();
              if ((await ask('/api/session')).ok) { await inside(); }
            },
            ShellStays: async () => {
              if (asked !== '/sign-in' && localStorage.getItem('user')) { await inside(); } else { form(); }
            },
          };
          shapes.SHAPE();
        </script>
        """;

    public static string Render(OddPortalOptions options, string token) => OddFrame.Bare("App", Script
        .Replace("FIELDS", OddForm.Fields(token, "/"), StringComparison.Ordinal)
        .Replace("FORMHEADING", "Login required", StringComparison.Ordinal)
        .Replace("REFRESHES", options.Refresh == OddRefresh.None ? "false" : "true", StringComparison.Ordinal)
        .Replace("REFRESHPATH", OddTokens.PathOf(options.Refresh), StringComparison.Ordinal)
        .Replace("DELAY", options.AppDelay.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("shapes.SHAPE()", $"shapes.{options.SignOut}()", StringComparison.Ordinal));
}
