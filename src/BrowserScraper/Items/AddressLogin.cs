using System.Text.RegularExpressions;

namespace BrowserScraper.Items;

/// <summary>
/// User and password in an address, such as <c>https://user:password@host/</c>: they are a secret, and addresses are shown everywhere.
/// </summary>
internal static partial class AddressLogin
{
    /// <summary>The address without them.</summary>
    /// <param name="address">An address of any kind.</param>
    /// <param name="login">What stood there; null for nothing.</param>
    public static Uri Split(Uri address, out HttpLogin? login)
    {
        login = null;
        if (!address.IsAbsoluteUri || address.UserInfo.Length == 0 || address.Scheme is not ("http" or "https"))
        {
            return address;
        }

        string[] parts = address.UserInfo.Split(':', 2);
        login = new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        string text = RemovedFrom(address.OriginalString);
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? plain) && plain.UserInfo.Length == 0
            ? plain
            : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
    }

    /// <summary>A text without those of the addresses in it.</summary>
    public static string RemovedFrom(string text) => MayHold(text) ? Login().Replace(text, "") : text;

    /// <summary>The addresses with user or password in a text.</summary>
    public static IReadOnlyList<Uri> In(string text) =>
        MayHold(text) ? [.. Address().Matches(text).Select(Read).OfType<Uri>()] : [];

    // Whoever writes an @ into a password as it is gets what a browser makes of it.
    private static Uri? Read(Match address)
    {
        string login = address.Groups["login"].Value.Replace("@", "%40", StringComparison.Ordinal);
        return Uri.TryCreate($"{address.Groups["scheme"].Value}{login}@{address.Groups["rest"].Value}", UriKind.Absolute, out Uri? found)
            ? found : null;
    }

    /// <summary>A first look, at no cost.</summary>
    public static bool MayHold(string? text) => text is not null && text.Contains('@') && text.Contains("//", StringComparison.Ordinal);

    // As browsers read it: whatever stands between // and the last @ before the path.
    [GeneratedRegex("""(?<=\bhttps?:[/\\]{2})[^\s/\\?#"<>]*@""", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    [GeneratedRegex("""\b(?<scheme>https?:[/\\]{2})(?<login>[^\s/\\?#"<>]*)@(?<rest>[^\s/\\?#"<>,;@()']+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
