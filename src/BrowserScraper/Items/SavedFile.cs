using System.Text.Json.Serialization;

namespace BrowserScraper.Items;

/// <summary>A verified file of an item.</summary>
/// <param name="Path">Relative to the job's <c>files</c> folder, with forward slashes.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the content.</param>
public sealed record SavedFile(string Path, long Size, string Sha256)
{
    /// <summary>What it was verified to be.</summary>
    public FileKind Kind { get; init; }

    /// <summary>
    /// The lane that has brought it: <c>http</c>, <c>context</c> or <c>click</c>; null where a script has made it, or it stood there from
    /// an earlier run.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Lane { get; init; }

    /// <summary>Another item had got the same bytes before; they are kept once, under its name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsShared { get; init; }
}
