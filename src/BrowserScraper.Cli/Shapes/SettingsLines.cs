using System.Text;
using System.Text.RegularExpressions;

namespace BrowserScraper.Cli.Shapes;

/// <summary>
/// Adds a script's settings to <c>.env</c>, empty, so that they are there to be filled in. What stands there is never changed.
/// </summary>
/// <param name="path">The file; it may be missing.</param>
internal sealed partial class SettingsLines(string path)
{
    private static readonly FileStreamOptions Opening = new()
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read,
    };

    /// <param name="site">The script.</param>
    /// <param name="needsSignIn">Whether it has a user name and a password.</param>
    /// <returns>The lines that were added; none where all of them stood there, whatever they say.</returns>
    /// <exception cref="IOException">It cannot be written, or it is in an encoding that lines cannot be added to.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public IReadOnlyList<string> Add(NewSite site, bool needsSignIn)
    {
        if (!OperatingSystem.IsWindows())
        {
            Opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a password will stand there
        }

        using FileStream file = new(path, Opening);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        if (content.AsSpan().IndexOf((byte)0) >= 0)
        {
            throw new IOException($"{path} is no UTF-8 text");
        }

        string text = Encoding.UTF8.GetString(content);
        HashSet<string> there = new(Assigned().Matches(text).Select(each => each.Groups["name"].Value), StringComparer.OrdinalIgnoreCase);
        string[] lines =
        [
            .. site.Settings(needsSignIn).Where(each => !there.Contains(each.Name)).Select(each => $"{each.Name}={each.Value}"),
        ];
        if (lines.Length > 0)
        {
            string end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            string before = text.Length == 0 ? "" : text.EndsWith('\n') ? end : end + end;
            file.Write(Encoding.UTF8.GetBytes($"{before}# {site.Name}{end}{string.Join(end, lines)}{end}"));
        }

        return lines;
    }

    [GeneratedRegex(@"^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)[ \t]*=", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
