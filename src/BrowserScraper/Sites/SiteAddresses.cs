using BrowserScraper.Items;

namespace BrowserScraper.Sites;

/// <summary>
/// Addresses below a site's own are kept relative to it, and those of hosts below its host by the host's own label, so that a job outlives
/// a portal that moves to another host or port.
/// </summary>
internal sealed class SiteAddresses(Uri site)
{
    private readonly string ending = $".{site.Authority}";

    /// <summary>The address as it is kept: as it is, where it would not be found again by a shorter one.</summary>
    public Uri? Kept(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true })
        {
            return address;
        }

        Uri kept = Shortened(address);
        return Found(kept)!.AbsoluteUri == address.AbsoluteUri ? kept : address;
    }

    private Uri Shortened(Uri address)
    {
        return site.IsBaseOf(address) ? site.MakeRelativeUri(address)
            : address.Scheme == site.Scheme && address.Authority.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                ? new Uri($"{HostName.Below}://{address.Authority[..^ending.Length]}{address.PathAndQuery}{address.Fragment}")
                : address;
    }

    public Uri? Found(Uri? address) => address switch
    {
        null => null,
        { IsAbsoluteUri: false } => new Uri(site, address),
        { Scheme: HostName.Below } => new Uri($"{site.Scheme}://{address.Host}{ending}{address.PathAndQuery}{address.Fragment}"),
        _ => address,
    };
}
