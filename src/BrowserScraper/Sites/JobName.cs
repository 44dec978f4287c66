using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Output;

namespace BrowserScraper.Sites;

/// <summary>Names jobs, and the folders that they have.</summary>
internal static class JobName
{
    private const int Longest = 60;

    /// <summary>The script's name, and what is asked for where there is something to ask: <c>media-search/nature-landscape</c>.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="request">What is asked for, or null.</param>
    public static string Of(string script, string? request) => request is null ? script : $"{script}/{Slug(request)}";

    /// <summary>The script that a job belongs to.</summary>
    public static string ScriptOf(string job) => job.Split('/')[0];

    // What is lost on the way is told by a hash, so that "C" and "C#" are two jobs.
    private static string Slug(string request)
    {
        string plain = string.Join('-', request.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        string safe = string.Concat(plain.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        string cut = safe.Length > Longest ? safe[..Longest].Trim('-') : safe;
        return cut == plain && SafeFileName.Single(cut) == cut
            ? cut : $"{cut}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)))[..8]}".TrimStart('-');
    }
}
