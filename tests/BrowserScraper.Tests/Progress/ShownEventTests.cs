using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Redaction;

namespace BrowserScraper.Tests.Progress;

/// <summary>Every member of an event that carries words from outside goes through the door.</summary>
public sealed class ShownEventTests
{
    private const string Line = "the site says hunter2-x at https://shop.example/deny?sid=1234";
    private const string Told = "the site says [removed] at https://shop.example/deny";

    public static TheoryData<RunEvent> Events() =>
    [
        new RunEvent.Notice(Line), new RunEvent.Fault(Line, Line, Line),
        new RunEvent.Recovery("closed the page", Line, Worked: true, TimeSpan.Zero),
        new RunEvent.DiscoveryEnded(1, TimeSpan.Zero, Line), new RunEvent.ItemStarted(1, "key", Line, 1, TimeSpan.Zero),
        new RunEvent.GroupSkipped("group", 1, Line, default),
        new RunEvent.ItemEnded(1, "key", "group", 1, "Failed", Line, ItemState.Failed, null, [], TimeSpan.Zero),
        new RunEvent.BrowserRenewed(Line, TimeSpan.Zero),
        new RunEvent.Paced("host", 1, Line), new RunEvent.HostAway("host", Line), new RunEvent.HostLeft("host", TimeSpan.Zero, Line),
        new RunEvent.Stopping(StopReason.Fault, Line), new RunEvent.RunEnded(StopReason.Fault, Line),
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void Of_WordsFromOutside_AreToldWithoutSecretsAndQueries(RunEvent happened)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddLogin("someone", "hunter2-x");
        string written = JsonSerializer.Serialize(ShownEvent.Of(happened, secrets), happened.GetType());

        Assert.DoesNotContain("hunter2", written, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", written, StringComparison.Ordinal);
        Assert.Contains(Told, written, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ReasonThatNamesTheItemsOwnAddress_KeepsItsQuery()
    {
        RunEvent.ItemEnded ended =
            new(1, "key", "group", 1, "Rejected", "404 for https://wiki.example/index.php?title=Foo&sid=12", ItemState.Failed, null, [],
            TimeSpan.Zero)
        {
            Address = new("https://wiki.example/index.php?title=Foo&sid=12"),
        };

        RunEvent.ItemEnded shown = Assert.IsType<RunEvent.ItemEnded>(ShownEvent.Of(ended, RunSecrets.None));
        Assert.Equal("404 for https://wiki.example/index.php?title=Foo&sid=...", shown.Reason);
        Assert.DoesNotContain("sid=12", JsonSerializer.Serialize(shown), StringComparison.Ordinal);
    }
}
