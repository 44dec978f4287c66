using System.Diagnostics;
using BrowserScraper.DemoSites;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>Somebody who can fetch the dealer portal's stickers, in a process of its own.</summary>
/// <param name="name">On the command line.</param>
/// <param name="title">In tables.</param>
internal abstract class Contender(string name, string title)
{
    public string Name => name;

    public string Title => title;

    /// <summary>What has to be there before it can start.</summary>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    /// <param name="order">What it has to do.</param>
    /// <param name="portal">Where.</param>
    /// <param name="folder">An empty one for whatever it writes.</param>
    public abstract ProcessStartInfo Start(ContestOrder order, IDemoPortal portal, string folder);

    /// <summary>The folder with <c>records.jsonl</c> and <c>files</c>.</summary>
    public abstract string ResultsIn(string folder);

    public abstract WorkSpan SpanOf(string folder, string output);
}
