namespace BrowserScraper.DemoSites.OpenId;

/// <summary>The app: one document for every address, which renews its session from storage and then draws list, item or form.</summary>
internal static class OpenIdApp
{
    private const string Page = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Token app</title></head>
        <body><div id="app">Loading...</div>
        <script>
          const app = document.getElementById('app'), asked = location.pathname, spending = 'SPENDING';
          const safe = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
          const opened = new Promise((end, fail) => {
            if ('STORAGE' !== 'Indexed') { return end(null); }
            const ask = indexedDB.open('token-app', 1);
            ask.onupgradeneeded = () => ask.result.createObjectStore('tokens');
            ask.onsuccess = () => end(ask.result);
            ask.onerror = () => fail(ask.error);
          });
          const answered = request => new Promise((end, fail) => {
            request.onsuccess = () => end(request.result);
            request.onerror = () => fail(request.error);
          });
          const tokens = async mode => (await opened).transaction('tokens', mode).objectStore('tokens');
          const one = (storage, key) => ({
            get: async () => JSON.parse(storage.getItem(key)),
            set: async kept => storage.setItem(key, JSON.stringify(kept)),
            clear: async () => storage.removeItem(key),
          });
          const stores = {
            Local: {
              get: async () => localStorage.refresh_token
                ? {
                    refresh_token: localStorage.refresh_token,
                    access_token: localStorage.access_token,
                    expires_at: +localStorage.expires_at,
                  }
                : null,
              set: async kept => Object.entries(kept).forEach(([name, value]) => localStorage.setItem(name, value)),
              clear: async () => ['refresh_token', 'access_token', 'expires_at'].forEach(name => localStorage.removeItem(name)),
            },
            LocalAsOne: one(localStorage, 'oidc.user:' + location.origin + ':token-app'),
            Session: one(sessionStorage, 'oidc.user:' + location.origin + ':token-app'),
            Indexed: {
              get: async () => answered((await tokens('readonly')).get('user')),
              set: async kept => answered((await tokens('readwrite')).put(kept, 'user')),
              clear: async () => answered((await tokens('readwrite')).delete('user')),
            },
          };
          const store = stores.STORAGE;
          const keep = async said => {
            const kept = {
              access_token: said.access_token, refresh_token: said.refresh_token, expires_at: Date.now() + said.expires_in * 1000 };
            await store.set(kept);
            return kept;
          };

          async function renew() {
            const kept = await store.get();
            if (!kept) { return null; }
            if (spending === 'WhenExpired' && kept.expires_at > Date.now()) { return kept; }
            const spent = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: kept.refresh_token });
            const answer = await fetch('/token', { method: 'POST', body: spent });
            if (answer.ok) { return keep(await answer.json()); }
            await store.clear();
            return null;
          }

          function form(said) {
            app.innerHTML = '<main><h1>Sign in</h1><div role="alert">' + said + '</div>'
              + '<form><label>User name <input name="user" autocomplete="off"></label>'
              + '<label>Password <input id="password" name="password" type="password"></label><button>Sign in</button></form></main>';
            app.querySelector('form').addEventListener('submit', async submitted => {
              submitted.preventDefault();
              const answer = await fetch('/login', { method: 'POST', body: new URLSearchParams(new FormData(submitted.target)) });
              if (!answer.ok) { form('That user name and password do not fit.'); return; }
              await inside(await keep(await answer.json()));
            });
          }

          async function inside(kept) {
            const ask = address => fetch(address, { headers: { authorization: 'Bearer ' + kept.access_token } });
            app.innerHTML = '<header><a href="/">Home</a> <a href="/list">List</a> <a href="/sign-out">Sign out</a></header>'
              + '<main id="content">Loading...</main>';
            const content = document.getElementById('content'), number = asked.match(/^\/item\/(\d+)$/);
            if (number) {
              const answer = await ask('/api/item/' + number[1]);
              if (!answer.ok) { content.innerHTML = '<p class="error">This could not be loaded (' + answer.status + ').</p>'; return; }
              const item = await answer.json();
              content.innerHTML = '<h1>' + safe(item.title) + '</h1><p data-testid="note">' + safe(item.note) + '</p>'
                + '<p><a id="file" href="/files/' + item.number + '.pdf">File</a></p>';
              document.getElementById('file').addEventListener('click', async clicked => {
                clicked.preventDefault();
                const link = document.createElement('a');
                link.href = URL.createObjectURL(await (await ask(clicked.target.getAttribute('href'))).blob());
                link.download = item.key + '.pdf';
                link.click();
              });
            } else if (asked === '/list') {
              const list = await (await ask('/api/list' + location.search)).json();
              const drawn = list.rows.map(row => '<li data-testid="row" data-key="' + row.key + '"><a href="/item/' + row.number + '">'
                + safe(row.title) + '</a></li>');
              content.innerHTML = '<h1>List</h1><p data-testid="total">of ' + list.total + ' items</p><ul>' + drawn.join('') + '</ul>'
                + (list.page < list.pages ? '<a rel="next" href="/list?page=' + (list.page + 1) + '">Next page</a>' : '');
            } else {
              content.innerHTML = '<h1>Home</h1><p>Good day.</p>';
            }
          }

          renew().then(kept => kept ? inside(kept) : form(''));
        </script></body></html>
        """;

    public static string Render(OpenIdPortalOptions options) => Page
        .Replace("SPENDING", $"{options.Spending}", StringComparison.Ordinal)
        .Replace("'STORAGE'", $"'{options.Storage}'", StringComparison.Ordinal)
        .Replace("stores.STORAGE", $"stores.{options.Storage}", StringComparison.Ordinal);
}
