using System.Collections.Concurrent;

namespace BrowserScraper.Items;

/// <summary>
/// Users and passwords for servers that ask by HTTP itself, each for one origin and no other: the one that the settings name, and those
/// that stood in addresses, from which they are taken out here. Members may be called concurrently.
/// </summary>
internal sealed class HttpLogins
{
    private readonly ConcurrentDictionary<string, KnownLogin> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> open = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> conflicts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string site;
    private readonly string settings;
    private readonly string urlSetting;
    private int version;

    /// <param name="site">The site's address.</param>
    /// <param name="ofSite">The login that the settings name for it, or null.</param>
    /// <param name="urlSetting">The setting that holds its address, such as <c>DEALER_INVENTORY_URL</c>, for messages.</param>
    public HttpLogins(Uri site, HttpLogin? ofSite, string urlSetting)
    {
        this.site = OriginOf(site);
        this.urlSetting = urlSetting;
        settings = $"{Like("_HTTP_USERNAME")} and {Like("_HTTP_PASSWORD")}";
        if (ofSite is not null)
        {
            known[this.site] = new(ofSite) { IsSet = true };
            version = 1;
        }
    }

    /// <summary>For what works on no site.</summary>
    public static HttpLogins None => new(new("http://localhost/"), null, "the address");

    /// <summary>Told once where two addresses name different logins for one origin. Default: nobody is.</summary>
    public Action<string> Tell { get; set; } = _ => { };

    /// <summary>Changes with each origin that is new.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>The origins that there is a login for, such as <c>https://host:8443</c>.</summary>
    public IReadOnlyCollection<string> Origins => [.. known.Keys];

    /// <summary>All that are known; each shows in nothing that is kept.</summary>
    public IReadOnlyCollection<HttpLogin> All => [.. known.Values.Select(each => each.Login)];

    /// <summary>The login for an address; null where there is none for its origin.</summary>
    public HttpLogin? For(Uri address) => KnownOf(address)?.Login;

    /// <inheritdoc cref="For(Uri)"/>
    public HttpLogin? For(string origin) => known.GetValueOrDefault(origin.TrimEnd('/'))?.Login;

    /// <summary>
    /// The address without its login, which is kept for its origin. The first one for an origin counts, and that of the settings before
    /// all.
    /// </summary>
    public Uri Taken(Uri address)
    {
        Uri plain = AddressLogin.Split(address, out HttpLogin? login);
        if (login is not null)
        {
            Keep(OriginOf(plain), login);
        }

        return plain;
    }

    /// <summary>The same for all addresses in a text.</summary>
    public string Taken(string text)
    {
        foreach (Uri address in AddressLogin.In(text))
        {
            Taken(address);
        }

        return AddressLogin.RemovedFrom(text);
    }

    /// <summary>The same for all that an item says.</summary>
    public WorkItem Taken(WorkItem item) => !MayHold(item) ? item : item with
    {
        Key = Taken(item.Key),
        Address = item.Address is { } address ? Taken(address) : null,
        Title = item.Title is { } title ? Taken(title) : null,
        Data = item.Data?.ToDictionary(each => each.Key, each => Taken(each.Value), StringComparer.Ordinal),
    };

    /// <summary>The server has taken the login, or wants none.</summary>
    public void Accepted(Uri address) => open.TryAdd(OriginOf(address), 0);

    /// <summary>The server has asked again after it was given the login.</summary>
    public void Refused(string origin) => known.GetValueOrDefault(origin.TrimEnd('/'))?.IsRefused = true;

    /// <summary>What a 401 means, where it was HTTP's own question.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="asked">What the server has asked with (<c>WWW-Authenticate</c>); null where that is not known.</param>
    /// <returns>Null where it is none of ours: the site's own session, a scheme that only a script knows.</returns>
    public Exception? Refusal(Uri address, string? asked)
    {
        string origin = OriginOf(address);
        KnownLogin? given = KnownOf(address);
        bool isOfHttp = asked is null ? given is not null : asked.Split(',', '\n').Any(each => IsOurs(each.Trim()));
        if (!isOfHttp || open.ContainsKey(origin) || given is { IsRefused: false })
        {
            return null; // a server that has answered before means its own session, whatever it asks with
        }

        bool isSite = string.Equals(origin, site, StringComparison.OrdinalIgnoreCase);
        string message = given switch
        {
            { IsSet: true } =>
                $"{origin} refuses user '{given.Login.Username}' with the password that is set (HTTP authentication): check {settings}, "
                    + $"or what stands in {urlSetting}",
            not null => $"{origin} refuses user '{given.Login.Username}' with the password that stood in an address (HTTP "
                + $"authentication): correct it{(isSite ? $", or set {settings}" : "")}",
            _ when isSite => $"{origin} asks for a user and a password of HTTP ({asked!.Split(' ', ',')[0]}): set {settings}",
            _ => $"{origin} asks for a user and a password of HTTP ({asked!.Split(' ', ',')[0]}), and there are none for it: give them in "
                + $"the address, or make it {urlSetting} with {settings}",
        };
        return given is { IsSet: true } || isSite
            ? new RunStopException(StopReason.SignInRefused, message)
            : new ItemEndedException(new ItemOutcome.Rejected($"401 for {address.AbsoluteUri}: {message}"));
    }

    /// <summary>Scheme, host and port, as Chromium writes them.</summary>
    public static string OriginOf(Uri address)
    {
        string host = address.HostNameType == UriHostNameType.Dns ? address.IdnHost : address.Host;
        return $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
    }

    private static bool MayHold(WorkItem item) =>
        item.Address is { IsAbsoluteUri: true, UserInfo.Length: > 0 } || AddressLogin.MayHold(item.Key) || AddressLogin.MayHold(item.Title)
        || item.Data?.Values.Any(AddressLogin.MayHold) == true;

    private static bool IsOurs(string challenge) =>
        challenge.StartsWith("Basic", StringComparison.OrdinalIgnoreCase)
            || challenge.StartsWith("Digest", StringComparison.OrdinalIgnoreCase);

    private void Keep(string origin, HttpLogin login)
    {
        KnownLogin mine = new(login);
        KnownLogin first = known.GetOrAdd(origin, mine);
        if (first == mine)
        {
            Interlocked.Increment(ref version);
        }
        else if (first.Login != login && conflicts.TryAdd(origin, 0))
        {
            Tell($"HTTP LOGIN: addresses name more than one user or password for {origin}; "
                + $"{(first.IsSet ? "those of the settings are" : "the first one is")} used");
        }
    }

    private KnownLogin? KnownOf(Uri address) => address.IsAbsoluteUri ? known.GetValueOrDefault(OriginOf(address)) : null;

    private string Like(string ending) => urlSetting.Replace("_URL", ending, StringComparison.Ordinal);

    private sealed class KnownLogin(HttpLogin login)
    {
        private volatile bool isRefused;

        public HttpLogin Login { get; } = login;

        /// <summary>The settings name it.</summary>
        public bool IsSet { get; init; }

        public bool IsRefused { get => isRefused; set => isRefused = value; }
    }
}
