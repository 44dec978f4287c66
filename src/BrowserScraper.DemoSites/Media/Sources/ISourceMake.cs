namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>How a source brings its results to its visitors.</summary>
internal interface ISourceMake
{
    void Map(IEndpointRouteBuilder routes);
}
