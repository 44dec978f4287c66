using System.Text.Json.Nodes;
using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

public sealed class StorageMemoryTests
{
    private const string Origin = "https://portal.example";
    private const string Old = "refresh-token-number-1";
    private const string New = "refresh-token-number-2";

    private static readonly StorageKey Refresh = new(true, Origin, "refresh_token");
    private static readonly StorageKey Session = new(false, Origin, "auth_token");

    [Fact]
    public void Put_NothingIsKept_LeavesTheStateAsItIs()
    {
        JsonObject state = Parsed("""{"cookies":[],"origins":["a"]}""");

        new StorageMemory().Put(state);

        Assert.Equal("""{"cookies":[],"origins":["a"]}""", state.ToJsonString());
    }

    [Fact]
    public void Put_TokenHasChangedSinceTheStateWasRead_HasTheNewestAndLeavesTheRest()
    {
        JsonObject state =
            Parsed($$"""{"cookies":[],"origins":[{"origin":"{{Origin}}","localStorage":"""
                + $$"""[{"name":"refresh_token","value":"{{Old}}"},{"name":"theme","value":"dark"}],"indexedDB":[1]}]}""");
        StorageMemory memory = new();
        memory.Take(state);
        memory.Set(Refresh, New, out string? before);
        memory.Set(new(true, Origin, "theme"), null, out _);
        memory.Set(new(true, "https://other.example", "x"), "1", out _);

        memory.PutLocal(state);

        Assert.Equal(Old, before);
        Assert.Equal(
            $$"""{"cookies":[],"origins":[{"origin":"{{Origin}}","localStorage":"""
                + $$"""[{"name":"refresh_token","value":"{{New}}"}],"indexedDB":[1]},"""
                + """{"origin":"https://other.example","localStorage":[{"name":"x","value":"1"}]}]}""",
            state.ToJsonString());
    }

    [Fact]
    public void Take_WhatAnotherRunHasPut_KnowsFindingsAndSessionStorage()
    {
        StorageMemory first = new() { IsTried = true };
        first.Set(Refresh, New, out _);
        first.Set(Session, Old, out _);
        first.Spend(Refresh);
        first.Spend(Session);
        JsonObject state = Parsed("""{"cookies":[],"origins":[]}""");
        first.Put(state);

        StorageMemory second = new();
        second.Take(Parsed(state.ToJsonString()));

        Assert.True(second.IsTried);
        Assert.Equal([Refresh, Session], second.Spent.OrderBy(key => key.Name.Length * -1));
        Assert.Equal(Old, second.SessionValues()[Session]);
        Assert.Equal((true, true), (second.HasSessionTokens, second.HasRefresh));
        Assert.False(second.Set(Refresh, New, out _)); // known
    }

    [Theory]
    [InlineData("""{"storage":{"format":2,"tried":true}}""")]
    [InlineData("""{"storage":{"format":"1","tried":true}}""")]
    [InlineData("""{"storage":[1]}""")]
    [InlineData("""{"storage":{"format":1,"tried":"yes","origins":[null,{"origin":5},"""
        + """{"origin":"https://a.example","sessionStorage":[{"name":1}],"spent":{"localStorage":[7]}}]}}""")]
    public void Take_WhatIsNotUnderstood_IsPassedOver(string state)
    {
        StorageMemory memory = new();

        memory.Take(Parsed(state));

        Assert.False(memory.IsTried);
        Assert.Empty(memory.Spent);
        Assert.Empty(memory.SessionValues());
    }

    [Fact]
    public void Clear_OneKindOfOneOrigin_LeavesTheOthersAndKnowsWhatWasThere()
    {
        StorageMemory memory = new();
        memory.Set(Refresh, Old, out _);
        memory.Set(Session, Old, out _);

        memory.Clear(isLocal: true, Origin);

        Assert.Equal([Session], memory.Tokens);
        Assert.True(memory.IsToken(Refresh));
        Assert.True(memory.Set(Refresh, New, out string? before));
        Assert.Equal(Old, before);
    }

    private static JsonObject Parsed(string json) => JsonNode.Parse(json)!.AsObject();
}
