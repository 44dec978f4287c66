namespace BrowserScraper.Settings;

/// <summary>Where jobs are kept, as the settings say.</summary>
/// <param name="Store">STORE, as it was given. It holds no password.</param>
/// <param name="DataDirectory">DATA_DIR: what belongs to this machine alone, and with <c>files</c> everything.</param>
/// <param name="FilesDirectory">FILES_DIR, or null.</param>
/// <param name="Schema">STORE_SCHEMA.</param>
/// <param name="Lease">STORE_LEASE.</param>
/// <param name="Password">STORE_PASSWORD, or null. It shows in no text form.</param>
internal sealed record StoreSettings(
    string Store, string DataDirectory, string? FilesDirectory, string Schema, TimeSpan Lease, string? Password)
{
    /// <summary>What STORE says where jobs are folders below DATA_DIR.</summary>
    public const string Files = "files";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["STORE", "STORE_PASSWORD", "STORE_SCHEMA", "STORE_LEASE", "FILES_DIR", "DATA_DIR"];

    /// <summary>Jobs are folders below DATA_DIR.</summary>
    public bool AreFiles => Store.Equals(Files, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => AreFiles ? DataDirectory : Store;

    /// <param name="read">Settings that were checked.</param>
    internal static StoreSettings From(SettingsReader read) => new(
        read.Text("STORE"), Path.GetFullPath(read.Text("DATA_DIR")), read.OptionalText("FILES_DIR") is { } files
        ? Path.GetFullPath(files) : null, read.Text("STORE_SCHEMA"), read.Seconds("STORE_LEASE"),
        read.OptionalText("STORE_PASSWORD"));
}
