using System.Text.RegularExpressions;

namespace BrowserScraper.Server.Jobs;

/// <summary>A job's name in addresses: <c>media-search/nature-landscape</c> is <c>media-search~nature-landscape</c>.</summary>
internal static partial class JobId
{
    public static string Of(string job) => job.Replace('/', '~');

    /// <returns>The job's name, or null where no job can be called so; what it returns holds no dots and leads nowhere else.</returns>
    public static string? NameOf(string id) => Form().IsMatch(id) ? id.Replace('~', '/') : null;

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*(~[a-z0-9-]+)?\z")]
    private static partial Regex Form();
}
