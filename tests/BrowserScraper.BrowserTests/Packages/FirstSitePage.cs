using System.Text.RegularExpressions;

namespace BrowserScraper.BrowserTests.Packages;

/// <summary>docs/first-site.md, as somebody follows it.</summary>
internal sealed partial class FirstSitePage
{
    private const string Mark = "// FILL IN: ";

    private readonly string text =
        File.ReadAllText(Path.Combine(PackedHome.Repository, "docs", "first-site.md")).ReplaceLineEndings("\n");

    /// <summary>What is to be typed, line by line.</summary>
    public IReadOnlyList<string> Commands => [.. Block("").SelectMany(block => block.Split('\n')).Where(line => Command().IsMatch(line))];

    /// <summary>The lines for <c>.env</c>.</summary>
    public string Settings => Block("").Single(block => block.StartsWith("MY_SITE_URL=", StringComparison.Ordinal));

    /// <summary>Fills in what is marked: the code below a mark becomes the page's.</summary>
    public string FillIn(string script) => FillIn(script, [.. Block("csharp")]);

    /// <param name="script">A script as it was written.</param>
    /// <param name="blocks">Each begins with the line of a mark, and goes on with what is to stand below it.</param>
    public static string FillIn(string script, IReadOnlyList<string> blocks)
    {
        Assert.Equal(script.Split(Mark).Length - 1, blocks.Count);
        foreach (string block in blocks)
        {
            string mark = block.Split('\n')[0];
            int start = script.IndexOf(mark, StringComparison.Ordinal);
            Assert.True(start >= 0, $"my-site.cs has no line {mark}");
            int end = EndOf(script, start, isClass: block.Split('\n')[1].StartsWith('['));
            script = script[..start] + block + script[end..];
        }

        return script;
    }

    // An attribute stands right above its class; all else ends with its paragraph, or its method.
    private static int EndOf(string script, int start, bool isClass)
    {
        int code = script.IndexOf('\n', start) + 1;
        return isClass ? script.IndexOf('\n', code) : ParagraphEnd().Match(script, code).Index;
    }

    private IEnumerable<string> Block(string language) =>
        Blocks().Matches(text).Where(each => each.Groups["language"].Value == language).Select(each => each.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^(dotnet|scraper) ")]
    private static partial Regex Command();

    [GeneratedRegex(@"\n(\n|    \}\n)")]
    private static partial Regex ParagraphEnd();
}
