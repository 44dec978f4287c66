namespace BrowserScraper.DemoSites.Odd;

/// <summary>What the refusal of a sign-in stands in.</summary>
public enum OddMessage
{
    /// <summary>An element with <c>role="alert"</c>.</summary>
    Alert,

    /// <summary>An element with <c>aria-live</c>.</summary>
    AriaLive,

    /// <summary>An element with the class <c>error-box</c>.</summary>
    ErrorBox,

    /// <summary>An element with the id <c>login-notice</c>.</summary>
    LoginNotice,

    /// <summary>Text without any sign.</summary>
    Plain,
}
