using System.Text.RegularExpressions;

namespace BrowserScraper.Redaction;

/// <summary>
/// Addresses as they are told to people: without their queries, which hold signatures and session ids. Only an item's own address keeps its
/// query, as that may be all that tells one item from another, and there what looks like a credential is left out.
/// </summary>
internal static partial class ToldAddress
{
    private const string AfterSentence = ").,;:'!?]}`<>";

    /// <summary>The text with all addresses in it as they are told.</summary>
    /// <param name="text">Any line.</param>
    /// <param name="own">The address of the item that the line is about; null for none.</param>
    public static string In(string text, Uri? own = null)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return CredentialNames.MaskedIn(text);
        }

        string place = own is { IsAbsoluteUri: true } ? Place(own.AbsoluteUri) : "";
        return CredentialNames.MaskedIn(Address().Replace(text, found => Told(found.Value, place)));
    }

    private static string Told(string address, string own)
    {
        string bare = address.TrimEnd(AfterSentence.ToCharArray());
        return Place(bare) is var place && place.Length > 0 && place == own ? address : $"{WithoutQuery(bare)}{address[bare.Length..]}";
    }

    // What follows # is sent to no server, and may be an app's way to say which page it shows.
    private static string WithoutQuery(string address)
    {
        int query = address.IndexOf('?');
        int fragment = address.IndexOf('#');
        return query < 0 || (fragment >= 0 && fragment < query)
            ? address : $"{address[..query]}{(fragment < 0 ? "" : address[fragment..])}";
    }

    private static string Place(string address) => address.Split('?', '#')[0];

    [GeneratedRegex("""\b(?:https?|wss?|ftp)://[^\s"\\]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
