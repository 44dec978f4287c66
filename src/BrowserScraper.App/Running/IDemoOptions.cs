using System.CommandLine;
using BrowserScraper.Items;
using BrowserScraper.Planning;

namespace BrowserScraper.App.Running;

/// <summary>The options of demo portals, for a program that has some.</summary>
internal interface IDemoOptions
{
    void AddTo(Command command);

    /// <summary>The portals for one run.</summary>
    IDemoPortals Read(ParseResult parsed);

    /// <summary>The portals for whatever scripts run, each with the faults that are its own.</summary>
    /// <exception cref="RunStopException">An option is wrong; a job would meet it hours later.</exception>
    IDemoPortals ReadForAll(ParseResult parsed);
}
