using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>Kinds as the checkpoint spells them: as everything does.</summary>
internal static class KindNames
{
    private static readonly Dictionary<string, FileKind> Kinds =
        StoredNames.Kinds.ToDictionary(kind => kind.Value, kind => kind.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for any kind, which is left out.</summary>
    public static string? Of(FileKind kind) => kind == FileKind.Any ? null : StoredNames.Kinds[kind];

    public static bool Knows(string name) => Kinds.ContainsKey(name);

    /// <summary>A kind that a later program added is any.</summary>
    public static FileKind Read(string name) => Kinds.GetValueOrDefault(name, FileKind.Any);
}
