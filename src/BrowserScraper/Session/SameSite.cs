namespace BrowserScraper.Session;

/// <summary>
/// Whether two addresses are of one site, as browsers mean it: the scheme, and what somebody has registered. The list of suffixes under
/// which names are registered is not asked; those of two labels that countries have are known by their words (<c>co.uk</c>), those of
/// companies are not.
/// </summary>
internal static class SameSite
{
    private static readonly HashSet<string> Registries = new(StringComparer.OrdinalIgnoreCase)
    {
        "ac", "co", "com", "edu", "go", "gob", "gov", "gv", "ltd", "me", "mil", "ne", "net", "nom", "or", "org", "plc", "sch",
    };

    /// <param name="page">Where a link is followed; what is no web page, such as <c>about:blank</c>, is of every site.</param>
    /// <param name="target">Where it leads.</param>
    public static bool Are(string page, Uri target)
    {
        if (!Uri.TryCreate(page, UriKind.Absolute, out Uri? from) || from.Scheme is not ("http" or "https"))
        {
            return true;
        }

        if (from.Scheme != target.Scheme || from.HostNameType != UriHostNameType.Dns
            || string.Equals(from.IdnHost, target.IdnHost, StringComparison.OrdinalIgnoreCase))
        {
            return from.Scheme == target.Scheme && string.Equals(from.IdnHost, target.IdnHost, StringComparison.OrdinalIgnoreCase);
        }

        string[] shared = [.. from.IdnHost.Split('.').Reverse().Zip(target.IdnHost.Split('.').Reverse())
            .TakeWhile(labels => string.Equals(labels.First, labels.Second, StringComparison.OrdinalIgnoreCase))
                .Select(labels => labels.First)];
        return shared.Length > 2 || (shared is [{ } last, { } first] && !(last.Length == 2 && Registries.Contains(first)));
    }
}
