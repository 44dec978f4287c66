namespace BrowserScraper.Stores;

/// <summary>What is said of items that have the same, whichever store has noticed it.</summary>
internal static class EqualText
{
    public static string SameFile(string sha256, IReadOnlyList<string> keys) =>
        $"SAME FILE: {keys[0]} and {keys[1]} have files of the same bytes (sha256 {sha256}); a third one stops the run";

    public static string SameFiles(string sha256, IReadOnlyList<string> keys) =>
        $"the site serves the same file (sha256 {sha256}) for {AllOf(keys)}; something serves the wrong file. Mend that and run again; if "
            + "equal files are right for this site, its script says so by AllowsEqualFiles";

    public static string SameRecord(IReadOnlyList<string> keys) =>
        $"SAME RECORD: {string.Join(", ", keys)} have equal records; a fifth one stops the run";

    public static string SameRecords(IReadOnlyList<string> keys) =>
        $"the pages of {AllOf(keys)} were read to equal records; something else was served as theirs. Look at one of them and mend the "
            + "script (a mark, a required field, expect), then run with --force; if equal records are right for this site, its script says "
            + "so by AllowsEqualRecords";

    private static string AllOf(IReadOnlyList<string> keys) => $"{string.Join(", ", keys.SkipLast(1))} and {keys[^1]}";
}
