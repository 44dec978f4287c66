namespace BrowserScraper.Sites;

/// <summary>
/// Makes a class a site script that lists, settings and the command line know, without an instance of it. Whether somebody signs in follows
/// from its base class: <see cref="SiteScript"/> or <see cref="OpenSiteScript"/>. What is wrong with it, or with its
/// <see cref="OptionAttribute"/>s, is told when the class is listed, before anything runs.
/// </summary>
/// <param name="name">
/// Lower-case words joined by hyphens, such as <c>dealer-inventory</c>, 60 characters at most; names the job's folder and, in capitals, the
/// script's settings.
/// </param>
/// <param name="description">One line for <c>scripts</c> and the help text.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SiteAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;

    /// <summary>
    /// The one of the script's options that says what a job is about, such as QUERY: each value of it is a job of its own. Default: none,
    /// one job for the script.
    /// </summary>
    public string? Request { get; set; }
}
