using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Redaction;

/// <summary>
/// What must stand in nothing that a run writes: passwords, a script's secret settings, and what the site gives to whoever signs in -
/// cookies, tokens in a page's storage, authorization headers. Everything that is told or kept goes through <see cref="Told"/> or
/// <see cref="RemovedFrom"/>. Members may be called concurrently.
/// </summary>
/// <param name="logins">Users and passwords of HTTP itself, which addresses may name at any time.</param>
internal sealed partial class RunSecrets(HttpLogins logins)
{
    /// <summary>Shorter values of cookies, such as <c>1</c> or <c>en</c>, stand for settings and occur everywhere.</summary>
    private const int ShortestCookie = 8;

    /// <summary>Shorter values of a storage, or parts of a cookie, are names and numbers.</summary>
    private const int ShortestToken = 16;

    /// <summary>What a page caches in its storage may be large, and is then no token.</summary>
    private const int LongestToken = 16 * 1024;
    private const int DeepestJson = 6;

    private readonly Redactor redactor = new();
    private int seenLogins;

    public HttpLogins Logins => logins;

    /// <summary>For what works on no site.</summary>
    public static RunSecrets None => new(HttpLogins.None);

    /// <summary>A user and a password; below 6 characters it is found as a whole token only.</summary>
    public void AddLogin(string username, string password)
    {
        if (password.Length > 0)
        {
            redactor.Keep(password);
            foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Latin1 })
            {
                // Basic; a short password shows in no other way there
                redactor.Keep(Convert.ToBase64String(encoding.GetBytes($"{username}:{password}")));
            }
        }
    }

    /// <summary>A setting that is a secret.</summary>
    public void AddSetting(string value) => redactor.Keep(value);

    /// <summary>A cookie's value.</summary>
    public void AddCookie(string value)
    {
        string bare = value.Trim().Trim('"');
        if (bare.Length >= ShortestCookie && redactor.Note(bare))
        {
            NoteParts(bare);
        }
    }

    /// <summary>
    /// A value of localStorage or sessionStorage: itself or, where it is JSON, what it holds, if that is long and no plain words.
    /// </summary>
    public void AddStored(string value) => AddStored(value, 0);

    /// <summary>A header of a request or an answer, where its name says that it is a credential.</summary>
    public void AddHeader(string name, string value)
    {
        if (name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string line in value.Split('\n'))
            {
                AddCookie(line.Split(';')[0].Split('=', 2)[^1]);
            }
        }
        else if (name.Equals("cookie", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string pair in value.Split(';'))
            {
                AddCookie(pair.Split('=', 2)[^1]);
            }
        }
        else if (CredentialNames.IsHeader(name))
        {
            AddCredential(value);
        }
    }

    /// <summary>An address that was asked for: what its parameters say is a session or a token is one, wherever else it stands.</summary>
    public void AddAddress(string address)
    {
        if (address.Contains('=') && !address.StartsWith("data:", StringComparison.Ordinal))
        {
            foreach (string value in CredentialNames.SecretsIn(address).Where(value => value.Length >= ShortestToken && !IsPlain(value)))
            {
                redactor.Note(value);
            }
        }
    }

    /// <summary>What a page or a request has brought, without secrets: for evidence.</summary>
    public string RemovedFrom(string text)
    {
        Refresh();
        return redactor.RemovedFrom(CredentialNames.MaskedIn(AddressLogin.RemovedFrom(text)));
    }

    /// <summary>A line for people and for files that they read: without secrets, and with addresses as they are told.</summary>
    /// <param name="text">The line.</param>
    /// <param name="own">The address of the item that it is about; null for none.</param>
    public string Told(string text, Uri? own = null)
    {
        if (text.Length == 0)
        {
            return text;
        }

        Refresh();
        return redactor.RemovedFrom(ToldAddress.In(AddressLogin.RemovedFrom(text), own));
    }

    private void Refresh()
    {
        int now = logins.Version;
        if (now != Volatile.Read(ref seenLogins))
        {
            foreach (HttpLogin login in logins.All)
            {
                AddLogin(login.Username, login.Password);
            }

            Volatile.Write(ref seenLogins, now);
        }
    }

    // The scheme is none: what follows it is told without it as well.
    private void AddCredential(string value)
    {
        string rest = AuthenticationHeaderValue.TryParse(value, out AuthenticationHeaderValue? read)
            && read.Parameter is { Length: > 0 } parameter ? parameter : value;
        if (rest.Length >= ShortestCookie && redactor.Note(rest))
        {
            NoteParts(rest);
        }

        if (read is { Scheme: "Basic" } && Decoded(rest) is { } login && login.Split(':', 2) is [var user, { Length: > 0 } password])
        {
            AddLogin(user, password);
        }
    }

    private void NoteParts(string value)
    {
        foreach (string part in Parts().Split(value)
            .Where(part => part.Length >= ShortestToken && part.Length < value.Length && !IsPlain(part)))
        {
            redactor.Note(part);
        }
    }

    private void AddStored(string value, int depth)
    {
        if (depth < DeepestJson && value.AsSpan().TrimStart() is ['{' or '[' or '"', ..])
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(WellFormed.Json(value));
                AddStored(json.RootElement, depth + 1);
                return;
            }
            catch (JsonException)
            {
                // It only looks so.
            }
        }

        if (value.Length is >= ShortestToken and <= LongestToken && !IsPlain(value))
        {
            redactor.Note(value);
        }
    }

    private void AddStored(JsonElement json, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when depth < DeepestJson:
                foreach (JsonProperty each in json.EnumerateObject())
                {
                    AddStored(each.Value, depth + 1);
                }

                break;
            case JsonValueKind.Array when depth < DeepestJson:
                foreach (JsonElement each in json.EnumerateArray())
                {
                    AddStored(each, depth + 1);
                }

                break;
            case JsonValueKind.String:
                AddStored(json.GetString()!, depth);
                break;
        }
    }

    /// <summary>Words, numbers, times and addresses: what people write, and nobody guards.</summary>
    private static bool IsPlain(string value) =>
        value.Any(char.IsWhiteSpace) || value.Contains("://", StringComparison.Ordinal) || Words().IsMatch(value) || Host().IsMatch(value)
        || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Decoded(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : null;
    }

    [GeneratedRegex(
        @"^[A-Z]?[a-z]{0,24}(?:[-_.:/ ]?[A-Z]?[a-z]{1,24})*$|^[A-Z]{1,24}(?:[-_.][A-Z]{1,24})*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"^[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,12}(?::\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex("""[&=|:,;"{}\s]|%3A|%3D|%26|%7C|%22|%2C""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
