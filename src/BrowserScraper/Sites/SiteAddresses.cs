namespace BrowserScraper.Sites;

/// <summary>
/// Addresses below a site's own are kept relative to it, and those of hosts below its host by the host's own label, so that a job outlives
/// a portal that moves to another host or port.
/// </summary>
internal sealed class SiteAddresses(Uri site)
{
    private const string Below = "below";

    private readonly string ending = $".{site.Authority}";

    public Uri? Kept(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true })
        {
            return address;
        }

        return site.IsBaseOf(address) ? site.MakeRelativeUri(address)
            : address.Scheme == site.Scheme && address.Authority.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                ? new Uri($"{Below}://{address.Authority[..^ending.Length]}{address.PathAndQuery}")
                : address;
    }

    public Uri? Found(Uri? address) => address switch
    {
        null => null,
        { IsAbsoluteUri: false } => new Uri(site, address),
        { Scheme: Below } => new Uri($"{site.Scheme}://{address.Host}{ending}{address.PathAndQuery}"),
        _ => address,
    };
}
