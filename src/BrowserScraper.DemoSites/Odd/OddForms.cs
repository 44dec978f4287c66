using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Odd.Pages;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>The sign-in form: shown, and taken back filled in.</summary>
internal sealed class OddForms(OddPortalOptions options, OddSessions sessions, OddCounters counters, OddAnswers answers)
{
    public const string Username = "demo";
    public const string Password = "odd-but-true-7";

    private const string Provider = "odd_provider";

    private static readonly ReturnAddress Addresses = new("/");

    private readonly FormGuard guard = new("odd_form");

    public static string AddressOf(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/";

    public static string WantedOf(IFormCollection form) => Addresses.Wanted(form);

    public string TokenFor(HttpContext context) => guard.TokenFor(context);

    public bool Accepts(HttpContext context, IFormCollection form) => guard.Accepts(context, form);

    /// <summary>The form; where it was asked for by itself, it says what the query says.</summary>
    public Task ShowAsync(HttpContext context, string heading)
    {
        bool isAsked = context.Request.Path == "/sign-in";
        string wanted = isAsked ? Addresses.Wanted(context) : AddressOf(context);
        string? problem = isAsked ? ProblemOf(context.Request.Query["error"]) : null;
        return answers.PageAsync(context, Page(context, heading, wanted, problem));
    }

    /// <summary>The provider knows who this is.</summary>
    public static bool IsKnown(HttpContext context) => context.Request.Cookies.ContainsKey(Provider);

    /// <summary>Signs in without a form, and leads back to what was asked for.</summary>
    public Task EnterKnownAsync(HttpContext context)
    {
        sessions.Start(context);
        counters.Add(OddCount.SignIn);
        return context.RedirectAsync(AddressOf(context));
    }

    public async Task SubmitAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string wanted = WantedOf(form);
        if (Enter(context, form) is { } problem)
        {
            await (options.Refusal == OddRefusal.BarePage
                ? context.HtmlAsync(
                    OddFrame.Bare(
                        "Not signed in", $"<p>{OddForm.MessageOf(options.Message, problem)}</p><p><a href=\"/sign-in\">Back</a></p>"))
                : options.Refusal == OddRefusal.RedirectBack
                ? context.RedirectAsync(
                    $"/sign-in?error={(problem == OddForm.Expired ? "expired" : "1")}&{ReturnAddress.Field}={Uri.EscapeDataString(wanted)}")
                : context.HtmlAsync(Page(context, "Sign in", wanted, problem), StatusOf(options.Refusal)));
            return;
        }

        await context.RedirectAsync(Landing(wanted));
    }

    public async Task SubmitByScriptAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? problem = Enter(context, form);
        await (problem is null
            ? context.JsonAsync(new { ok = true, user = Username, address = Landing(WantedOf(form)) })
            : context.JsonAsync(new { ok = false, message = OddForm.MessageOf(options.Message, problem) }));
    }

    private static string? ProblemOf(string? error) => error switch
    {
        null or "" => null,
        "expired" => OddForm.Expired,
        _ => OddForm.Wrong,
    };

    private static int StatusOf(OddRefusal refusal) => refusal switch
    {
        OddRefusal.Status401 => StatusCodes.Status401Unauthorized,
        OddRefusal.Status422 => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>Starts a session, or says why not.</summary>
    private string? Enter(HttpContext context, IFormCollection form)
    {
        int post = counters.Add(OddCount.FormPost);
        if ((options.FirstFormExpired && post == 1) || !guard.Accepts(context, form))
        {
            return OddForm.Expired;
        }

        if (form["username"] != Username || form["password"] != Password)
        {
            return OddForm.Wrong;
        }

        OddTokens.Show(context, options, sessions.Start(context));
        counters.Add(OddCount.SignIn);
        if (options.SignOut == OddSignOut.KnownElsewhere)
        {
            context.Response.Cookies.Append(Provider, Guid.NewGuid().ToString("n"), SiteCookie.Options);
        }

        return null;
    }

    // A browser may have kept the wanted page as it was before the sign-in, so those shapes lead to an address that is new each time.
    private string Landing(string wanted) => options.SignOut is OddSignOut.CacheableForm or OddSignOut.LastModifiedForm
        ? $"/?welcome={counters.Of(OddCount.SignIn)}"
        : wanted;

    private string Page(HttpContext context, string heading, string wanted, string? problem) => OddForm.Page(
        heading,
        OddForm.Fields(guard.TokenFor(context), wanted),
        problem is null ? "" : OddForm.MessageOf(options.Message, problem),
        byScript: options.Refusal == OddRefusal.ByScript);
}
