using BrowserScraper.Cli.Scripting;

namespace BrowserScraper.Tests.Cli.Scripting;

public sealed class ScriptKeyTests
{
    [Fact]
    public void Of_WhateverDiffers_IsAnotherKey()
    {
        string[] keys =
        [
            Of(("a.cs", "one")), Of(("a.cs", "two")), Of(("b.cs", "one")), Of(("a.cs", "one"), ("b.cs", "")),
            Of(("a.cs", ""), ("b.cs", "one")), Of(("a.cs", "o"), ("b.cs", "ne")), Of(),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], Of(("a.cs", "one")));
    }

    [Fact]
    public void Of_AnotherPlace_IsTheSameKey() =>
        Assert.Equal(ScriptKey.Of(new("a.cs", [])), ScriptKey.Of(new("/somewhere/else/a.cs", [])));

    private static string Of(params (string Name, string Text)[] files) =>
        ScriptKey.Of(new("a.cs", [.. files.Select(file => new ScriptFile(file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text)))]));
}
