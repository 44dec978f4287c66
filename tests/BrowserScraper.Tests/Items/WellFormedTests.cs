using System.Text.Json.Nodes;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class WellFormedTests
{
    [Theory]
    [InlineData("""{"a":"x\ud83dy"}""", "x\ufffdy")]
    [InlineData("""{"a":"x\uD83D"}""", "x\ufffd")]
    [InlineData("""{"a":"\ude97x"}""", "\ufffdx")]
    [InlineData("""{"a":"\ud83d\ud83d\ude97"}""", "\ufffd\ud83d\ude97")]
    [InlineData("""{"a":"\ud83d\ude97"}""", "\ud83d\ude97")]
    [InlineData("""{"a":"\\ud83d"}""", "\\ud83d")]
    [InlineData("""{"a":"\\\ud83d"}""", "\\\ufffd")]
    [InlineData("""{"a":"\ud83d\n"}""", "\ufffd\n")]
    [InlineData("""{"a":"plain"}""", "plain")]
    public void Json_HalvesOfSurrogatePairs_BecomeReadable(string json, string text) =>
        Assert.Equal(text, JsonNode.Parse(WellFormed.Json(json))!["a"]!.GetValue<string>());
}
