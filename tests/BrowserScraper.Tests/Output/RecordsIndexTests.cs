using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output;

public sealed class RecordsIndexTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Find_KeyWithSeveralLines_GivesTheLast()
    {
        Write("""
            {"key":"a","price":1}
            {"key":"b","price":2}
            {"key":"a","price":3}

            """);
        using RecordsIndex records = new(folder.Root);

        Assert.Equal(3, records.Find("a")["price"].GetInt32());
        Assert.Equal(2, records.Find("b")["price"].GetInt32());
        Assert.Empty(records.Find("c"));
    }

    [Fact]
    public void Fields_OfAllRecords_AreInTheOrderOfTheirFirstAppearance()
    {
        Write("""
            {"key":"a","title":"x","price":1}
            {"key":"b","title":"y","extra":{"inner":1}}

            """);
        using RecordsIndex records = new(folder.Root);

        Assert.Equal(["title", "price", "extra"], records.Fields);
    }

    [Fact]
    public void Find_TornAndDamagedLines_AreLeftOut()
    {
        Write("""
            {"key":"a","price":1}
            damaged
            {"key":"b","pri
            """);
        using RecordsIndex records = new(folder.Root);

        Assert.Single(records.Find("a"));
        Assert.Empty(records.Find("b"));
    }

    [Fact]
    public void Find_NoFileYet_IsEmpty()
    {
        using RecordsIndex records = new(folder.Root);

        Assert.Empty(records.Find("a"));
        Assert.Empty(records.Fields);
    }

    private void Write(string lines) => File.WriteAllText(folder["records.jsonl"], lines);
}
