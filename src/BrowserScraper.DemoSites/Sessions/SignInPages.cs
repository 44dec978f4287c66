using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Shows a portal's sign-in form, and takes it back filled in.</summary>
/// <param name="forms">Knows the forms that this portal has given out.</param>
/// <param name="addresses">Knows where visitors go from here.</param>
/// <param name="counters">Counts accepted and refused sign-ins.</param>
/// <param name="render">Draws the page around the form.</param>
/// <param name="enter">Starts a session for a name and a password, or says why not.</param>
internal sealed class SignInPages(
    FormGuard forms,
    ReturnAddress addresses,
    VisitCounters counters,
    Func<SignInForm, string> render,
    Func<HttpContext, string?, string?, string?> enter)
{
    public static Task SendThereAsync(HttpContext context) =>
        context.RedirectAsync("/sign-in" + ReturnAddress.QueryOf(context));

    public Task ShowAsync(HttpContext context) =>
        context.HtmlAsync(render(new SignInForm(forms.TokenFor(context), addresses.Wanted(context))));

    public async Task SubmitAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? problem = forms.Accepts(context, form)
            ? enter(context, form["username"], form["password"])
            : "This form has expired. Please try again.";
        if (problem is not null)
        {
            counters.CountRefusedSignIn();
            var again = new SignInForm(forms.TokenFor(context), addresses.Wanted(form), problem);
            await context.HtmlAsync(render(again), StatusCodes.Status401Unauthorized);
            return;
        }

        counters.CountSignIn();
        await context.RedirectAsync(addresses.Wanted(form));
    }
}
