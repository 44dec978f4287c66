namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>
/// One document for all items, whose addresses differ behind the <c>#</c>: the last one stays until the next one has come.
/// </summary>
internal static class OddRoutes
{
    private const string Script = """
        <div id="view"></div>
        <script>
          const view = document.getElementById('view');
          const safe = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
          const draw = () => setTimeout(async () => {
            const answer = await fetch('/api/item/' + location.hash.split('/').pop());
            if (!answer.ok) { view.innerHTML = '<p class="error">The item could not be loaded.</p>'; return; }
            const item = await answer.json();
            view.innerHTML = '<h1>' + safe(item.title) + '</h1><p data-testid="note">' + safe(item.note) + '</p>'
              + '<p data-testid="code">' + safe(item.code) + '</p><p><a href="' + item.file + '">File</a></p>';
          }, 300);
          addEventListener('hashchange', draw);
          draw();
        </script>
        """;

    public static string Render(OddSignOut shape) => OddFrame.Inside(shape, "App", Script);
}
