using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>What a file must be to count: its kind, and what the script itself asks of it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Check">The script's own check, asked last: null where the file is right, else why it is not.</param>
internal sealed record Expectation(FileKind Kind, Func<DownloadedFile, Task<string?>>? Check = null)
{
    /// <inheritdoc cref="FileVerifier.FaultAsync"/>
    public async Task<string?> FaultAsync(string path, long? announced) =>
        await FileVerifier.FaultAsync(path, Kind, announced) ?? (Check is null ? null : await Check(new DownloadedFile(path)));
}
