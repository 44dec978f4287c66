using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.App.Running;

/// <summary>The site scripts that a command line knows.</summary>
internal interface IScripts
{
    /// <summary>What can be run by name; the first is what runs when none is named.</summary>
    IReadOnlyList<SiteScriptEntry> All { get; }

    /// <summary>What is wrong with scripts that are not among <see cref="All"/>; a line each, such as a compiler's error.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// The name of the script that is meant: what is given, or, where that is a file or a folder, the name of the script in there, which is
    /// among <see cref="All"/> from then on.
    /// </summary>
    /// <exception cref="RunStopException">There is no such file, or no script in it.</exception>
    string NameOf(string given);

    /// <summary>The files that a script is made of, or the folder of all of them, whether or not it can be compiled.</summary>
    /// <param name="given">As for <see cref="NameOf"/>.</param>
    /// <returns>None where the program was built with the script.</returns>
    IReadOnlyList<string> FilesOf(string given) => [];

    /// <summary>The same as <see cref="NameOf"/>, its files read anew; nothing holds on to what was made of them before.</summary>
    /// <exception cref="RunStopException">It does not compile, or is gone.</exception>
    string Again(string given) => NameOf(given);
}
