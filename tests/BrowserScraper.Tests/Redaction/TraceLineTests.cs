using System.Text.Json.Nodes;
using BrowserScraper.Evidence;
using BrowserScraper.Redaction;
using BrowserScraper.Testing.Redaction;

namespace BrowserScraper.Tests.Redaction;

/// <summary>What a line of a trace loses, and what it keeps so that the viewer shows it.</summary>
public sealed class TraceLineTests
{
    private const string Secret = "p+a&s's<w>o\"r\u00fcd-7";

    [Fact]
    public void Without_ContextOptions_HoldNoStorageStateAndNoCredentials()
    {
        string rest = Without("""
            {"type":"context-options","browserName":"chromium","options":{
            "storageState":{"cookies":[{"name":"sid","value":"unknown-to-all"}],
            "origins":[{"origin":"https://a","localStorage":[{"name":"t","value":"unknown-to-all"}]}]},
            "httpCredentials":{"username":"u","password":"unknown-to-all"},
            "extraHTTPHeaders":[{"name":"Authorization","value":"Bearer unknown-to-all"}],"locale":"en-US"}}
            """);

        Assert.DoesNotContain("unknown-to-all", rest, StringComparison.Ordinal);
        Assert.Equal(
            ("context-options", "en-US"),
            (JsonNode.Parse(rest)!["type"]!.ToString(), JsonNode.Parse(rest)!["options"]!["locale"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"request":{"cookies":[{"name":"a","value":"unknown-to-all"}],"headers":"""
        + """[{"name":"Cookie","value":"a=unknown-to-all"}]}}}""")]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"response":{"cookies":[{"name":"a","value":"unknown-to-all"}],"headers":"""
        + """[{"name":"set-cookie","value":"a=unknown-to-all"}]}}}""")]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"request":{"headers":["""
        + """{"name":"AUTHORIZATION","value":"unknown-to-all"},{"name":"X-Auth-Token","value":"unknown-to-all"}]}}}""")]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"request":{"queryString":"""
        + """[{"name":"sid","value":"unknown-to-all"}],"url":"https://a/b?sid=unknown-to-all&x=1"}}}""")]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"request":{"postData":"""
        + """{"params":[{"name":"password","value":"unknown-to-all"}],"text":"x=1&password=unknown-to-all"}}}}""")]
    [InlineData("""{"type":"resource-snapshot","snapshot":{"response":{"redirectURL":"https://a/b?token=unknown-to-all"}}}""")]
    [InlineData("""{"type":"before","class":"BrowserContext","method":"addCookies","params":"""
        + """{"cookies":[{"name":"a","value":"unknown-to-all"}]}}""")]
    [InlineData("""{"type":"before","class":"APIRequestContext","method":"fetch","params":{"headers":"""
        + """[{"name":"Cookie","value":"unknown-to-all"}],"url":"https://a/?X-Amz-Signature=unknown-to-all"}}""")]
    [InlineData("""{"type":"after","result":{"cookies":[{"name":"a","value":"unknown-to-all"}],"origins":"""
        + """[{"localStorage":[{"name":"x","value":"unknown-to-all"}]}]}}""")]
    [InlineData("""{"type":"event","params":{"headers":{"authorization":"unknown-to-all","x-other":"kept"}}}""")]
    public void Without_WhatACallOrARequestHasOfASession_GoesThoughNobodyKnewIt(string line) =>
        Assert.DoesNotContain("unknown-to-all", Without(line), StringComparison.Ordinal);

    [Fact]
    public void Without_SecretInAnySpelling_GoesBeforeJsonEscapesIt()
    {
        foreach ((string name, string spelt) in SpellingsOfOthers.Of(Secret))
        {
            JsonObject line =
                new() { ["type"] = "console", ["text"] = $"it said {spelt} there",
                ["params"] = new JsonArray("x", new JsonObject { ["value"] = spelt }) };
            JsonNode rest = JsonNode.Parse(TraceLine.Without(Knowing(Secret), line))!;

            Assert.DoesNotContain(spelt, rest["text"]!.ToString() + rest["params"]![1]!["value"], StringComparison.Ordinal);
            Assert.Contains(Redactor.Mark, rest["params"]![1]!["value"]!.ToString(), StringComparison.Ordinal);
            Assert.True(rest["text"]!.ToString().StartsWith("it said ", StringComparison.Ordinal), name);
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("a1")]
    [InlineData("page")]
    public void Without_ShortPassword_LeavesStructureAndLiteralsAsTheyAre(string password)
    {
        string line =
            """{"type":"before","class":"Page","method":"page","callId":"page","pageId":"a1","isTrue":true,"startTime":1.5,"params":"""
            + $$$"""{"value":"{{{password}}}","other":"x{{{password}}}x"}}""";
        JsonNode rest = JsonNode.Parse(TraceLine.Without(Knowing(password), JsonNode.Parse(line)!.AsObject()))!;

        Assert.Equal(
            ("page", "page", "a1", true),
            (rest["method"]!.ToString(), rest["callId"]!.ToString(), rest["pageId"]!.ToString(), (bool)rest["isTrue"]!));
        Assert.Equal((Redactor.Mark, $"x{password}x"), (rest["params"]!["value"]!.ToString(), rest["params"]!["other"]!.ToString()));
    }

    private static RunSecrets Knowing(string password)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddLogin("someone", password);
        return secrets;
    }

    private static string Without(string line) => TraceLine.Without(RunSecrets.None, JsonNode.Parse(line)!.AsObject());
}
