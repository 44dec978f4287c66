namespace BrowserScraper.DemoSites.Media;

/// <summary>One result of a search, as it should be found.</summary>
/// <param name="Source">Who has it.</param>
/// <param name="Position">Its place among the results, counted from 1.</param>
/// <param name="Id">The source's own name for it.</param>
/// <param name="Title">What stands beside it.</param>
/// <param name="Format">What its file is.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Address">Where the file in full size is.</param>
/// <param name="Sha256">Of the file's right bytes, in lower-case hexadecimal digits.</param>
public sealed record MediaResult(
    string Source,
    int Position,
    string Id,
    string Title,
    MediaFormat Format,
    int Width,
    int Height,
    Uri Address,
    string Sha256);
