namespace BrowserScraper.Reports;

/// <summary>One file of a failed item's evidence.</summary>
/// <param name="Name">Its name, such as <c>attempt-2.png</c>.</param>
/// <param name="Href">Its address relative to the report.</param>
/// <param name="Path">Where it is.</param>
internal sealed record EvidenceFile(string Name, string Href, string Path)
{
    public bool IsPicture => System.IO.Path.GetExtension(Name) is ".png" or ".jpg" or ".jpeg" or ".webp";
}
