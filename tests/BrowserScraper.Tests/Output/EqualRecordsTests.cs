using System.Text.Json;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

public sealed class EqualRecordsTests
{
    private readonly EqualRecords records = new();

    [Fact]
    public void Add_EqualButForTheKey_NamesAllOfThem()
    {
        Add("A1", new { id = "A1", title = "Sign in", note = "Please sign in" });
        Add("B2", new { id = "B2", title = "Golf", note = "blue" });

        Assert.Equal(["A1", "C3"], Add("C3", new { id = "C3", title = "Sign in", note = "Please sign in" }));
    }

    [Fact]
    public void Add_OneFilledFieldBesidesTheKey_TellsNothing()
    {
        Add("A1", new { id = "A1", title = "Sign in", note = (string?)null });

        Assert.Empty(Add("C3", new { id = "C3", title = "Sign in", note = (string?)null }));
    }

    [Fact]
    public void Add_TheSameItemAgain_IsNoSecondOne()
    {
        Add("A1", new { title = "Golf", note = "blue" });

        Assert.Equal(["A1"], Add("A1", new { title = "Golf", note = "blue" }));
    }

    [Fact]
    public void Add_LongAgo_IsForgotten()
    {
        Add("first", new { title = "Golf", note = "blue" });
        for (int number = 0; number < EqualRecords.Window; number++)
        {
            Add($"{number}", new { title = $"Golf {number}", note = "blue" });
        }

        Assert.Equal(["last"], Add("last", new { title = "Golf", note = "blue" }));
    }

    private IReadOnlyList<string> Add(string key, object record) => records.Add(key, JsonSerializer.SerializeToElement(record));
}
