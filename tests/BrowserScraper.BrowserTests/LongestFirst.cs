using BrowserScraper.BrowserTests.Packages;
using Xunit.Sdk;
using Xunit.v3;

namespace BrowserScraper.BrowserTests;

/// <summary>Starts the classes that take longest first, so that none of them is left alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(SignOutShapeTests), nameof(TokenTests), nameof(PackageTests), nameof(RunScriptTests), nameof(CookieShapeTests),
        nameof(OddListTests), nameof(ClickTests), nameof(OddItemTests), nameof(ShapeTests), nameof(SharedAccountTests),
        nameof(HttpLoginTests), nameof(OpenIdTests), nameof(MediaSearchTests), nameof(ContainmentTests), nameof(AwayTests),
        nameof(LeakTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection))];

    private static int Place(ITestCollection collection)
    {
        int place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.EndsWith($".{name}", StringComparison.Ordinal)
            || collection.TestCollectionDisplayName.Contains($".{name} (", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
