namespace BrowserScraper.DemoSites.Clicks;

/// <summary>The pages of the click portal, and the scripts in them.</summary>
internal static class ClickPage
{
    private const string Start = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">";

    // Each of them begins a download in a way that pages have; `at` is the address.
    private const string Scripts = """
        <script>
          const frame = at => { const f = document.createElement('iframe'); f.hidden = true; f.src = at; document.body.append(f); };
          const anchor = (at, name) => {
            const a = document.createElement('a'); a.href = at; if (name !== undefined) { a.download = name; }
            document.body.append(a); a.click();
          };
          const post = at => {
            const f = document.createElement('form'); f.method = 'post'; f.action = at; document.body.append(f); f.submit();
          };
          const ask = async (number, go) => go(await (await fetch('/link/' + number)).json());
          const blob = async (at, name) => anchor(URL.createObjectURL(await (await fetch(at)).blob()), name);
        </script>
        """;

    public static string Of(ClickItem item, ClickPortalOptions options) =>
        $"{Start}<title>{item.Key}</title><h1 data-testid=\"key\">{item.Key}</h1>{Scripts}{WayOf(item, options.Brochure)}"
            + $"{BrochureOf(item, options)}";

    /// <summary>Says that the file is being prepared, and sends the window there a while later.</summary>
    public static string Prepared(int number) =>
        $"{Start}<title>One moment</title><p>Your file is being prepared.</p><script>setTimeout(() => location.href = '/file/{number}', "
            + "400)</script>";

    /// <summary>Opens a window in its turn.</summary>
    public static string Opener(int number) =>
        $"{Start}<title>One moment</title><p>Your file opens in another window.</p><script>setTimeout(() => "
            + $"window.open('/prepared/{number}'), 100)</script>";

    private static string WayOf(ClickItem item, BrochureForm brochure)
    {
        string file = $"/file/{item.Number}";
        return item.Way switch
        {
            ClickWay.Link => $"<a data-testid=\"file\" href=\"{file}\">File</a>",
            ClickWay.BrochureInstead when brochure == BrochureForm.Anchor => Button($"location.href = '{file}'"),
            ClickWay.Button => Button($"location.href = '{file}'"),
            ClickWay.Blob or ClickWay.BlobBesideBrochure => Button($"blob('{file}', 'file.pdf')"),
            ClickWay.Asked or ClickWay.AskedBesideBrochure or ClickWay.AskedInVain =>
                Button($"ask({item.Number}, told => location.href = told.file)"),
            ClickWay.AskedForTwo =>
                Button($"ask({item.Number}, told => {{ frame(told.brochure); setTimeout(() => frame(told.file), 300); }})"),
            ClickWay.Frame => Button($"frame('{file}')"),
            ClickWay.TwoFrames => Button($"frame('{file}'); frame('/brochure/{item.Number}')"),
            ClickWay.Window => Button($"window.open('{file}')"),
            ClickWay.BlankWindow => Button($"const w = window.open(''); setTimeout(() => w.location = '{file}', 300)"),
            ClickWay.Prepared => Button($"window.open('/prepared/{item.Number}')"),
            ClickWay.TwoWindowsDeep => Button($"window.open('/opener/{item.Number}')"),
            // both from the page itself, and the later would end the earlier: that the file was sent does not mean that the browser has it
            ClickWay.BrochureBeside or ClickWay.BrochureAfter when brochure is BrochureForm.Anchor or BrochureForm.Form =>
                $"<iframe name=\"file\" hidden></iframe>{Form(file, " target=\"file\"")}",
            _ => Form(file),
        };
    }

    private static string Form(string file, string more = "") =>
        $"<form method=\"post\" action=\"{file}\"{more}><button data-testid=\"file\">File</button></form>";

    private static string Button(string script) => $"<button data-testid=\"file\" onclick=\"{script}\">File</button>";

    private static string BrochureOf(ClickItem item, ClickPortalOptions options)
    {
        string at = $"/brochure/{item.Number}";
        string begin = options.Brochure switch
        {
            BrochureForm.Anchor => $"anchor('{at}')",
            BrochureForm.DownloadAnchor => $"anchor('{at}', 'brochure.pdf')",
            BrochureForm.Form => $"post('{at}')",
            BrochureForm.Window => $"window.open('{at}')",
            BrochureForm.Blob => $"blob('{at}', 'brochure.pdf')",
            _ => $"frame('{at}')",
        };
        return item.Way switch
        {
            // earlier, and the page's own loading would be given up for it
            ClickWay.BrochureBefore => Script($"addEventListener('DOMContentLoaded', () => {begin})"),
            ClickWay.BrochureBeside or ClickWay.BlobBesideBrochure or ClickWay.AskedBesideBrochure or ClickWay.BrochureInstead
                or ClickWay.AskedInVain =>
                Script($"fetch('/asked/{item.Number}').then(() => {begin})"),
            ClickWay.BrochureAfter =>
                Script($"addEventListener('click', event => event.isTrusted && fetch('/sent/{item.Number}').then(() => {begin}))"),
            _ => "",
        };
    }

    private static string Script(string code) => $"<script>{code}</script>";
}
