using System.Diagnostics;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>This program once more, as <see cref="HandWrittenLoop"/>.</summary>
/// <param name="name">On the command line.</param>
/// <param name="title">In tables.</param>
/// <param name="more">What it takes after its order.</param>
internal sealed class DotNetLoop(string name, string title, params string[] more) : LoopContender(name, title)
{
    protected override ProcessStartInfo Start(string order) =>
        new("dotnet", [typeof(DotNetLoop).Assembly.Location, HandWrittenLoop.Argument, order, .. more]);
}
