using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("VIN 12", "VIN 12")]
    [InlineData("", "")]
    [InlineData(" \t\r\n ", "")]
    [InlineData("  two \n\t words\u00A0", "two words")]
    [InlineData("\u200BA\u200E-\uFEFF7\u2069", "A-7")]
    [InlineData("A\u200D7", "A7")]
    [InlineData("\u0645\u06CC\u200C\u0631\u0648\u0645", "\u0645\u06CC\u200C\u0631\u0648\u0645")]
    [InlineData("\uD83D\uDE00 ok", "\uD83D\uDE00 ok")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a\u0001b", "a\u0001b")]
    public void Of_WhatASiteWrites_IsWhatIsSeen(string text, string seen) => Assert.Equal(seen, CleanText.Of(text));

    // Halves of a pair cannot stand in an attribute.
    [Fact]
    public void Of_HalvesOfAPair_AreReplaced() => Assert.Equal(
        "\uFFFDx\uFFFD\uFFFD", CleanText.Of(new string(['\uD83D', 'x', '\uDE00', '\uD83D'])));
}
