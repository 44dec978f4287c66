using System.Text;
using BrowserScraper.Cli.Scripting;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Cli.Scripting;

public sealed class ScriptReaderTests : IDisposable
{
    private readonly ScriptBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("mysite.cs", "there is no such file; did you mean {0}/my-site.cs?")]
    [InlineData("MY-SITE", "there is no such file; did you mean {0}/my-site.cs?")]
    [InlineData("other.cs", "there is no such file")]
    [InlineData("none/my-site.cs", "there is no folder {0}/none")]
    [InlineData("dead.cs", "this link leads to nowhere.cs, and there is nothing")]
    [InlineData("notes.txt", "a script is a file that ends in .cs, or a folder of such files")]
    public void Read_PathWithoutAScript_SaysWhatIsThere(string name, string why)
    {
        bench.Write("my-site.cs", "");
        bench.Write("notes.txt", "");
        File.CreateSymbolicLink(Path.Combine(bench.Root, "dead.cs"), "nowhere.cs");
        string path = Path.Combine(bench.Root, name);

        Assert.Equal($"{path}: {string.Format(null, why, bench.Root)}", Refused(path));
    }

    [Fact]
    public void Read_FolderWithoutAScript_SaysWhy()
    {
        string project = Path.GetDirectoryName(bench.Write("project/My.csproj", ""))!;
        string empty = Directory.CreateDirectory(Path.Combine(bench.Root, "empty.cs")).FullName;

        Assert.StartsWith($"{project} is a folder of a project (*.csproj), which dotnet run", Refused(project), StringComparison.Ordinal);
        Assert.Equal($"{empty} is a folder without a *.cs file", Refused($"{empty}/"));
    }

    [Fact]
    public void Read_TooMuch_IsRefused()
    {
        string large = bench.Write("large.cs", new string(' ', 2_000_001));
        for (int number = 0; number <= 500; number++)
        {
            bench.Write($"many/{number}.cs", "");
        }

        string many = Path.Combine(bench.Root, "many");
        Assert.Equal($"{large} is larger than 2 MB, which no script is", Refused(large));
        Assert.StartsWith($"{many} holds more than 500 *.cs files", Refused(many), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatIsNoFile_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it has no such files");
        string device = Path.Combine(bench.Root, "endless.cs");
        File.CreateSymbolicLink(device, "/dev/zero");
        string unreadable = Path.Combine(bench.Root, "unreadable.cs");
        File.CreateSymbolicLink(unreadable, "/proc/self/mem"); // no right to it that could be taken away from root

        Assert.Equal($"{device} is no ordinary file", Refused(device));
        Assert.StartsWith($"{unreadable} cannot be read (", Refused(unreadable), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LinksWithinAFolder_AreNotFollowedInCircles()
    {
        string folder = Path.GetDirectoryName(bench.Write("site/Site.cs", ""))!;
        Directory.CreateSymbolicLink(Path.Combine(folder, "again"), folder);

        Assert.Equal("site/Site.cs", Assert.Single(ScriptReader.Read(folder).Files).Name);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Text_InEncodingsThatSaySo_IsRead(string encoding, bool byMark)
    {
        string path = bench.Write("my-site.cs", "// grüße\nSiteScript", Encoding.GetEncoding(encoding));
        ScriptSource source = ScriptReader.Read(path);

        Assert.Equal(byMark, source.Files[0].Content[0] > 0x7F);
        Assert.True(source.MayHoldScript);
        Assert.Equal("// grüße\nSiteScript", ScriptText.Of(source.Files[0], source.Prefix));
    }

    [Theory]
    [InlineData("iso-8859-1", 2)]
    [InlineData("utf-16-without-mark", 1)]
    [InlineData("utf-32", 1)]
    [InlineData("half-a-letter", 3)]
    public void Text_InAnotherEncoding_IsToldWithItsLine(string encoding, int line)
    {
        const string Text = "// SiteScript\n// grüße\n";
        byte[] bytes = encoding switch
        {
            "utf-16-without-mark" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false).GetBytes(Text),
            "half-a-letter" => [.. Encoding.UTF8.GetBytes(Text), 0xC3],
            _ => [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(Text)],
        };
        string path = Path.Combine(bench.Root, "my-site.cs");
        File.WriteAllBytes(path, bytes);
        ScriptSource source = ScriptReader.Read(path);

        Assert.Equal(
            $"{path}({line}): this is no UTF-8 text; save the file as UTF-8",
            Assert.Throws<RunStopException>(() => bench.Loader.Load(source)).Message);
    }

    private static string Refused(string path)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => ScriptReader.Read(path));
        Assert.Equal(StopReason.BadUsage, stop.Reason);
        return stop.Message;
    }
}
