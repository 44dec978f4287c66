using BrowserScraper.Progress;

namespace BrowserScraper.Tests.Progress;

public sealed class FailureGroupTests
{
    [Theory]
    [InlineData("500 for https://a.example/vehicles/7?x=1", "500 for <address>")]
    [InlineData("404 for https://a.example/vehicles/7", "404 for <address>")]
    [InlineData("gone: 410 for http://127.0.0.1:5000/v/KEY-1", "gone: 410 for <address>")]
    [InlineData("required 'Window sticker 2' missing", "required 'Window sticker 2' missing")]
    [InlineData("KEY-1.pdf: the PDF is cut off after 12034 bytes", "<key>.pdf: the PDF is cut off after <n> bytes")]
    [InlineData("12 bytes came where 1,024 were announced", "<n> bytes came where <n> were announced")]
    [InlineData("timed out after 00:03:00; raise ITEM_TIMEOUT", "timed out after <time>; raise ITEM_TIMEOUT")]
    [InlineData("nothing came for 30 s from https://a.example/f.pdf", "nothing came for <time> from <address>")]
    [InlineData("Timeout 30000ms exceeded.", "Timeout <time> exceeded.")]
    [InlineData("same content as 0HL2F5C61SZ659202", "same content as <id>")]
    [InlineData("net::ERR_HTTP2_PROTOCOL_ERROR at https://a.example/", "net::ERR_HTTP2_PROTOCOL_ERROR at <address>")]
    [InlineData("the page doesn't show it, and it isn't there", "the page doesn't show it, and it isn't there")]
    [InlineData("", "")]
    public void Of_WhatBelongsToOneItem_IsTakenOut(string reason, string cause) => Assert.Equal(cause, CauseText.Of("KEY-1", reason));

    [Fact]
    public void Of_KeyWithinAWord_StaysAsItIs() => Assert.Equal("<key>: a candidate", CauseText.Of("can", "can: a candidate"));

    [Fact]
    public void Of_SameCause_IsOneGroupAndTheLargestComesFirst()
    {
        IReadOnlyList<FailureGroup> groups = FailureGroup.Of(
        [
            Failure("a", "Failed", "500 for https://site.example/a"),
            Failure("b", "SiteChanged", "required 'Window sticker' missing"),
            Failure("c", "SiteChanged", "required 'Window sticker' missing"),
            Failure("d", "Failed", "502 for https://site.example/d"),
        ]);

        Assert.Equal(
            ["2 SiteChanged required 'Window sticker' missing", "1 Failed 500 for https://site.example/a",
                "1 Failed 502 for https://site.example/d"],
            groups.Select(group => $"{group.Items.Count} {group.Outcome} {group.Cause}"));
    }

    [Fact]
    public void Of_ReasonsThatDiffer_NameOnlyWhatTheyHaveInCommon()
    {
        IReadOnlyList<FailureGroup> groups = FailureGroup.Of(
            [Failure("a", "BadFile", "a.pdf: the PDF is cut off after 10 bytes"),
                Failure("b", "BadFile", "b.pdf: the PDF is cut off after 20 bytes")]);

        FailureGroup group = Assert.Single(groups);
        Assert.Equal("<key>.pdf: the PDF is cut off after <n> bytes", group.Cause);
        Assert.Equal(["a", "b"], group.Items.Select(item => item.Key));
    }

    [Fact]
    public void Of_SameReasonOtherOutcome_AreTwoGroups() =>
        Assert.Equal(2, FailureGroup.Of([Failure("a", "Failed", "no"), Failure("b", "Rejected", "no")]).Count);

    private static FailedItem Failure(string key, string outcome, string reason) => new(key, outcome, reason, 1, 1);
}
