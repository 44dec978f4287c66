using System.Reflection;

namespace BrowserScraper.Tests.Browsers;

/// <summary>Makes fakes of Playwright's interfaces.</summary>
internal static class Fakes
{
    public static Fake<T> Of<T>()
        where T : class => (Fake<T>)(object)DispatchProxy.Create<T, Fake<T>>();
}
