using System.Globalization;
using System.Net;
using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>Reads STORE: an address, or a connection string of Npgsql. No message repeats what may be a password.</summary>
internal static class StoreAddress
{
    private const string Where = "put it into STORE_PASSWORD (best in .env), PGPASSWORD or a pgpass file";
    private const string Forms = "files, postgres://user@host/database, or a connection string such as Host=db1;Username=scraper";

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>What the parameters of an address are called, as libpq has them, and in Npgsql.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["application_name"] = "Application Name",
        ["channel_binding"] = "Channel Binding",
        ["connect_timeout"] = "Timeout",
        ["host"] = "Host",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["max_auto_prepare"] = "Max Auto Prepare",
        ["options"] = "Options",
        ["passfile"] = "Passfile",
        ["pool_size"] = "Maximum Pool Size",
        ["port"] = "Port",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslnegotiation"] = "SSL Negotiation",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <exception cref="RunStopException">It cannot be understood, or holds a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string store, string? password)
    {
        string? scheme = Array.Find(Schemes, each => store.StartsWith(each, StringComparison.OrdinalIgnoreCase));
        NpgsqlConnectionStringBuilder read = scheme is not null
            ? OfAddress(store[scheme.Length..]) : OfPairs(store);
        if (read.Password is { Length: > 0 } || read.SslPassword is { Length: > 0 })
        {
            throw Holds("STORE");
        }

        if (string.IsNullOrEmpty(read.Host))
        {
            throw Wrong($"it names no host; write {Forms}");
        }

        if (password is not null)
        {
            read.Password = password;
        }

        if (!read.ShouldSerialize("SSL Mode"))
        {
            read.SslMode = IsLocal(read.Host) ? SslMode.Prefer : SslMode.Require; // items and cookies go over it
        }

        read.ApplicationName ??= "BrowserScraper";
        return read;
    }

    /// <summary>The same in a form to be shown: without password, and without what is only a detail.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder read)
    {
        string user = string.IsNullOrEmpty(read.Username) ? "" : $"{Uri.EscapeDataString(read.Username)}@";
        string port = read.Port == NpgsqlConnection.DefaultPort ? "" : $":{read.Port}";
        string host = read.Host!.Contains(':', StringComparison.Ordinal) ? $"[{read.Host}]" : read.Host;
        return $"postgres://{user}{host}{port}/{Uri.EscapeDataString(read.Database ?? "")}";
    }

    private static NpgsqlConnectionStringBuilder OfAddress(string rest)
    {
        (string before, string query) = Cut(rest, '?');
        (string authority, string database) = Cut(before, '/');
        int at = authority.LastIndexOf('@');
        (string user, string? secret) = at < 0 ? ("", null) : CutOrNull(authority[..at], ':');
        if (secret is { Length: > 0 })
        {
            throw Holds("STORE's address");
        }

        (string host, int? port) = HostOf(authority[(at + 1)..]);
        NpgsqlConnectionStringBuilder read = [];
        read.Host = Plain(host);
        read.Username = user.Length > 0 ? Plain(user) : null;
        read.Database = database.Length > 0 ? Plain(database) : null;
        if (port is { } number)
        {
            read.Port = number;
        }

        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = Cut(pair, '=');
            Put(read, Plain(name), Plain(value));
        }

        return read;
    }

    private static void Put(NpgsqlConnectionStringBuilder read, string name, string value)
    {
        if (name is "password" or "sslpassword")
        {
            throw Holds("STORE's address");
        }

        if (!Parameters.TryGetValue(name, out string? keyword))
        {
            throw Wrong($"there is no parameter {OneLine.Quoted(name)}; there are {string.Join(", ", Parameters.Keys.Order())}");
        }

        try
        {
            read[keyword] = name is "sslmode" or "target_session_attrs" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw Wrong($"{name}={OneLine.Quoted(value)} is not understood");
        }
    }

    private static NpgsqlConnectionStringBuilder OfPairs(string store)
    {
        if (!store.Contains('=', StringComparison.Ordinal))
        {
            // It may be a password that stands in the wrong place.
            throw Wrong($"it is no address and no connection string; write {Forms}");
        }

        try
        {
            return new(store);
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw Wrong($"as a connection string it is not understood{Blamed(store)}; write pairs such as Host=db1;Username=scraper");
        }
    }

    /// <summary>The first keyword that there is none of, by its name alone.</summary>
    private static string Blamed(string store)
    {
        NpgsqlConnectionStringBuilder known = [];
        string? strange = store.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => Cut(pair, '=').Before.Trim())
            .FirstOrDefault(name => name.Length > 0 && name.All(letter => char.IsAsciiLetter(letter) || letter is ' ' or '_')
                && !known.ContainsKey(name));
        return strange is null ? "" : $" (there is no keyword {OneLine.Quoted(strange)})";
    }

    private static (string Host, int? Port) HostOf(string text)
    {
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? throw Wrong("the host's [ has no ]") : (text[1..end], colon > end ? PortOf(text[(colon + 1)..]) : null);
        }

        return text.Contains(',', StringComparison.Ordinal)
            ? throw Wrong("it names several hosts; name the one that can be written to")
            : colon < 0 ? (text, null) : (text[..colon], PortOf(text[(colon + 1)..]));
    }

    private static int? PortOf(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65_536
            ? port
            : throw Wrong("what follows the host's colon is no port, from 1 to 65535");

    private static bool IsLocal(string host) => host[0] is '/' or '@' || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static string Plain(string text) => Uri.UnescapeDataString(text);

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and int place ? (text[..place], text[(place + 1)..]) : (text, "");

    private static (string Before, string? After) CutOrNull(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and int place ? (text[..place], text[(place + 1)..]) : (text, null);

    private static RunStopException Holds(string where) =>
        Refused($"{where} holds a password, which would show in lists of processes; {Where}");

    private static RunStopException Wrong(string why) => Refused($"STORE cannot be used: {why}");

    private static RunStopException Refused(string text) => new(StopReason.BadUsage, text);
}
