using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Trials;

namespace BrowserScraper.Tests.App.Display;

public sealed class TryViewTests
{
    private static readonly TriedList List = new()
    {
        Usable = 2,
        Rows = [new("A-1", "First order", "https://orders.example.com/1"), new("A-20", null, null)],
        Took = TimeSpan.FromSeconds(0.84),
        Expected = "50 items",
        Next = "https://orders.example.com/?page=2",
        Marks = new("https://orders.example.com/", [new("css=#out", true), new("css=#menu", false)], "demo", Else: null),
        Oddities = ["2 items without a title"],
    };

    [Fact]
    public void Show_List_TellsRowsNextMarksAndWhatIsOdd()
    {
        string shown = Shown(new() { List = List, Took = TimeSpan.FromSeconds(2), User = "demo" });

        Assert.Equal(
            """
            LIST: the first page, 2 items in 0.84 s; the list says 50 items
              # | Key  | Title       | Address
              1 | A-1  | First order | https://orders.example.com/1
              2 | A-20 |             |
            NEXT: it would go on at https://orders.example.com/?page=2
            MARKS: signed in, by 'css=#out' on https://orders.example.com/, and the page is for 'demo'; 'css=#menu' not there
            ODD: 2 items without a title
            TIME: 2.00 s altogether, signed in as demo

            """.ReplaceLineEndings(), shown);
    }

    [Fact]
    public void Show_NoMark_NamesTheMarksThatAreMissing()
    {
        SeenMarks none = new("https://orders.example.com/", [new("css=#out", false)], User: null, "a sign-in form");
        string shown = Shown(new() { List = List with { Marks = none }, Took = default });

        Assert.Contains("MARKS: no mark of a signed-in user on https://orders.example.com/: 'css=#out'", shown, StringComparison.Ordinal);
        Assert.Contains("MARKS: a sign-in form on https://orders.example.com/", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_Item_TellsItsFieldsAlsoThoseThatAreNullAndItsFiles()
    {
        TriedItem item = new()
        {
            Item = List.Rows[0],
            Outcome = "Done",
            Took = TimeSpan.FromSeconds(1),
            Record = [new("total", "12.50"), new("paid", null)],
            Files = [new("A-1.pdf", 12_345, "00") { Kind = FileKind.Pdf }],
            FilesFolder = "/tmp/x/files",
        };
        string shown = Shown(new() { Item = item, Took = TimeSpan.FromSeconds(2) });

        Assert.Contains("DONE in 1.00 s", shown, StringComparison.Ordinal);
        Assert.Contains("  total | 12.50", shown, StringComparison.Ordinal);
        Assert.Contains("  paid  | (null)", shown, StringComparison.Ordinal);
        Assert.Contains("  A-1.pdf | Pdf  | 12,345 bytes", shown, StringComparison.Ordinal);
        Assert.Contains("FILES: /tmp/x/files (until the next try)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_ItemFailed_TellsOutcomeReasonAndWhereThePageIs()
    {
        TriedItem item = new()
        {
            Item = List.Rows[0],
            Outcome = "Failed",
            Reason = "FormatException: no number (my-site.cs:41)",
            Took = default,
            Evidence = "/tmp/x/failures/A-1",
        };
        string shown = Shown(new() { Item = item, Took = default });

        Assert.Contains("FAILED in 0.00 s: FormatException: no number (my-site.cs:41)", shown, StringComparison.Ordinal);
        Assert.Contains("WHAT THE PAGE SHOWED: /tmp/x/failures/A-1", shown, StringComparison.Ordinal);
        Assert.False(TryView.IsWell(new() { Item = item, Took = default }));
    }

    [Fact]
    public void Show_TextIsMissing_TellsTheLineOfTheScriptAndWhatThePageHas()
    {
        TriedFault fault = new("my-site.cs:41", ["stock", "color"]);
        TriedItem item = new()
        {
            Item = List.Rows[0], Outcome = "SiteChanged", Reason = "required 'stok' missing", Took = default, Fault = fault,
        };
        string shown = Shown(new() { Item = item, Took = default });
        string listed = Shown(new() { List = List with { Failure = "required 'stok' missing", Fault = fault }, Took = default });

        Assert.Contains("SITECHANGED in 0.00 s: required 'stok' missing (my-site.cs:41)", shown, StringComparison.Ordinal);
        Assert.Contains("THE PAGE HAS: stock, color (its test ids)", shown, StringComparison.Ordinal);
        Assert.Contains("LIST FAILED: required 'stok' missing (my-site.cs:41)", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void IsWell_ListWhoseRowsAreAllLeftOut_IsNot()
    {
        Assert.True(TryView.IsWell(new() { List = List with { Usable = 1 }, Took = default }));
        Assert.False(TryView.IsWell(new() { List = List with { Usable = 0 }, Took = default }));
    }

    [Fact]
    public void Show_TextsWithLineBreaksAndEscapes_KeepOneLineEach() => Assert.DoesNotContain(
        '\u001b', Shown(new() { List = List with { Rows = [new("A\u001b[2J", "x\ny", null)] }, Took = default }));

    private static string Shown(TrialResult result)
    {
        using StringWriter output = new();
        using ConsoleSet consoles = ConsoleSet.Of(output, output);
        TryView.Show(consoles, result);
        return output.ToString();
    }
}
