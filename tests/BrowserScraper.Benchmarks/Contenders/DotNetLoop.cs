using System.Diagnostics;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>This program once more, as <see cref="HandWrittenLoop"/>.</summary>
internal sealed class DotNetLoop() : LoopContender("dotnet", "hand-written, .NET")
{
    protected override ProcessStartInfo Start(string order) => new("dotnet", [typeof(DotNetLoop).Assembly.Location, HandWrittenLoop.Argument, order]);
}
