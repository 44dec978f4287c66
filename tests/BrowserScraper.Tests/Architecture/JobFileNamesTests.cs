using System.Text.RegularExpressions;
using BrowserScraper.Checkpoints;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Architecture;

/// <summary>What a job's files are called is the library's business: who looks at a job asks it.</summary>
public sealed partial class JobFileNamesTests
{
    private static readonly string[] Others = ["src/BrowserScraper.App", "src/BrowserScraper.Cli", "src/BrowserScraper.Server"];

    /// <summary>Those whose names are words besides count where a path is put together.</summary>
    private static readonly JobFolder Folder = JobFolder.At("/job");

    private static readonly string[] Folders =
        [.. new[] { Folder.Files, Folder.Staging, Folder.Bad, Folder.Runs }.Select(path => Path.GetFileName(path)!), "inbox", "failures"];

    private static readonly string[] Files =
    [
        .. new[] { new CheckpointPaths("/job").Snapshot, new CheckpointPaths("/job").Journal, new CheckpointPaths("/job").Summary,
            Folder.Records }.Select(path => Path.GetFileName(path)!),
        "run.json", "report.json", "report.html", "events.jsonl", "heartbeat.json", "lists.json", "job.lock",
    ];

    [Fact]
    public void CliAndServer_AllOfThem_SpellNoFileOfAJob()
    {
        string[] spelled =
        [
            .. from folder in Others
               from file in Repository.Files(folder, "*.cs")
               from line in File.ReadLines(Repository.Path($"{folder}/{file}"))
               from literal in Literal().Matches(line).Select(match => match.Groups["text"].Value)
               where Files.Contains(literal) || (Folders.Contains(literal) && line.Contains("Path.", StringComparison.Ordinal))
               select $"{file}: {literal}",
        ];

        Assert.Empty(spelled);
    }

    [GeneratedRegex("\"(?<text>[^\"]*)\"")]
    private static partial Regex Literal();
}
