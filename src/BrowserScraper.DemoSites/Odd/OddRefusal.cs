namespace BrowserScraper.DemoSites.Odd;

/// <summary>How a refused sign-in is answered. The apps always answer their own scripts.</summary>
public enum OddRefusal
{
    /// <summary>The form with the message, 200.</summary>
    Status200,

    /// <summary>The same with 401.</summary>
    Status401,

    /// <summary>The same with 422.</summary>
    Status422,

    /// <summary>Leads back to the form, with <c>?error=1</c>.</summary>
    RedirectBack,

    /// <summary>A page with the message and a way back, without the form.</summary>
    BarePage,

    /// <summary>A script of the page sends the form, and shows the message.</summary>
    ByScript,
}
