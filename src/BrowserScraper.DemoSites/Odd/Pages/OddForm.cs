using System.Net;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>The sign-in form.</summary>
internal static class OddForm
{
    public const string Wrong = "Sorry, that user name and password do not go together.";
    public const string Expired = "This form has expired. Please fill it in once more.";

    private const string Script = """
        <script>
          document.querySelector('form').addEventListener('submit', async submitted => {
            submitted.preventDefault();
            const answer = await fetch('/api/sign-in', { method: 'POST', body: new URLSearchParams(new FormData(submitted.target)) });
            const said = await answer.json();
            if (said.ok) { location.href = said.address; return; }
            document.getElementById('said').innerHTML = said.message;
          });
        </script>
        """;

    /// <param name="heading">What the page calls itself.</param>
    /// <param name="fields">The form, see <see cref="Fields"/>.</param>
    /// <param name="message">Why the last try was refused, as HTML; empty for the first.</param>
    /// <param name="byScript">Whether a script sends the form.</param>
    public static string Page(string heading, string fields, string message, bool byScript) => OddFrame.Bare(
        heading, $"<main><h1>{heading}</h1><div id=\"said\">{message}</div>{fields}</main>{(byScript ? Script : "")}");

    public static string Fields(string token, string returnUrl) => $"""
        <form method="post" action="/sign-in">
          <input type="hidden" name="{FormGuard.Field}" value="{token}">
          <input type="hidden" name="{ReturnAddress.Field}" value="{WebUtility.HtmlEncode(returnUrl)}">
          <label for="username">User name</label><input id="username" name="username" required>
          <label for="password">Password</label><input id="password" name="password" type="password" required>
          <button type="submit">Sign in</button>
        </form>
        """;

    public static string MessageOf(OddMessage style, string text) => style switch
    {
        OddMessage.Alert => $"""<p role="alert">{text}</p>""",
        OddMessage.AriaLive => $"""<p aria-live="polite">{text}</p>""",
        OddMessage.ErrorBox => $"""<div class="error-box">{text}</div>""",
        OddMessage.LoginNotice => $"""<p id="login-notice">{text}</p>""",
        _ => $"<p>{text}</p>",
    };
}
