using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>Kinds as the file spells them: as in code, in lower case.</summary>
internal static class KindNames
{
    private static readonly Dictionary<FileKind, string> Names = Enum.GetValues<FileKind>().ToDictionary(kind => kind, kind => kind.ToString().ToLowerInvariant());

    /// <summary>Null for any kind, which is left out.</summary>
    public static string? Of(FileKind kind) => kind == FileKind.Any ? null : Names[kind];

    /// <summary>A kind that a later program added is any.</summary>
    public static FileKind Read(string name) => Enum.TryParse(name, ignoreCase: true, out FileKind kind) ? kind : FileKind.Any;
}
