namespace BrowserScraper.Output;

/// <summary>A lane has brought something, and it is not the file.</summary>
/// <param name="message">The file's name, and what is wrong with it.</param>
/// <param name="isPage">It is an HTML page: another lane may get the file.</param>
internal sealed class FileFaultException(string message, bool isPage) : Exception(message)
{
    public bool IsPage => isPage;
}
