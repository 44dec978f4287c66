namespace BrowserScraper.Output;

/// <summary>Where a job's files go.</summary>
/// <param name="Files">Where they are in place.</param>
/// <param name="Staging">Where they are before, on the same file system.</param>
internal sealed record FileFolders(string Files, string Staging);
