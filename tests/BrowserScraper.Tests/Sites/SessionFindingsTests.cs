using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class SessionFindingsTests
{
    private static readonly Suspicion Form = new(SuspicionKind.Form, "a sign-in form stands there");

    private static readonly Uri Notes = new("http://site.example/api/notes/17");
    private static readonly Suspicion Refusal = new(SuspicionKind.Request, SessionFindings.RefusalOf(Notes));

    private readonly List<string> told = [];
    private readonly SessionFindings findings;

    public SessionFindingsTests() => findings = new(told.Add);

    [Fact]
    public void AllHaveMark_NineOfThem_IsNotKnownYet()
    {
        Count(9, hasMark: true);
        Assert.False(findings.AllHaveMark);

        Count(1, hasMark: true);
        Assert.True(findings.AllHaveMark);
    }

    [Fact]
    public void AllHaveMark_OneOfTheFirstLacksIt_IsNever()
    {
        Count(1, hasMark: false);
        Count(20, hasMark: true);

        Assert.False(findings.AllHaveMark);
    }

    [Fact]
    public void AllHaveMark_OneLacksItLater_StaysKnown()
    {
        Count(10, hasMark: true);
        Count(1, hasMark: false);

        Assert.True(findings.AllHaveMark);
    }

    [Fact]
    public void Held_RequestThatAllItemsBeforeGot_IsNeverTakenAsItIsAndTheItemsAreGivenUp()
    {
        Get(5);
        Array.ForEach(["X1", "X2", "X3"], key => Refuse(key, SessionFindings.EnoughShowings));

        Assert.True(findings.IsRefusedSince(Refusal.What));
        Assert.All(["X1", "X2", "X3", "X4"], key => Assert.False(findings.IsHarmless(key, Refusal)));
        Assert.Equal(
            "SESSION: 401 for http://site.example/api/notes/*, which the items before had got, and somebody is signed in: items that lack "
                + "it are given up", Assert.Single(told));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(9, 1)]
    public void Held_RequestThatOtherItemsGet_IsTakenAsItIs(int before, int since)
    {
        Get(before);
        Refuse("X1", 1);
        Get(since);
        Refuse("X1", SessionFindings.EnoughShowings);

        Assert.False(findings.IsRefusedSince(Refusal.What));
        Assert.True(findings.IsHarmless("X1", Refusal));
        Assert.Contains("X1", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Held_RequestIsAnsweredAgain_IsForgiven()
    {
        Get(5);
        Array.ForEach(["X1", "X2", "X3"], key => Refuse(key, 1));
        Array.ForEach(["X1", "X2", "X3"], key => findings.Answered(key, [Notes]));

        Assert.False(findings.IsRefusedSince(Refusal.What));
    }

    [Fact]
    public void Held_ThreeShowings_AreSuspectStill()
    {
        Held("A1", 3);
        Assert.False(findings.IsHarmless("A1", Form));

        Held("A1", 1);
        Assert.True(findings.IsHarmless("A1", Form));
        Assert.False(findings.IsHarmless("B2", Form));
        Assert.Contains("A1", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Held_ThreeItemsAndNoPageWithoutForm_IsHarmlessEverywhere()
    {
        Array.ForEach(["A1", "B2", "C3"], key => Held(key, SessionFindings.EnoughShowings));

        Assert.True(findings.IsHarmless("D4", Form));
    }

    [Fact]
    public void Held_ThreeItemsButOtherPagesHaveNoForm_IsSuspectElsewhere()
    {
        Count(1, hasMark: true);
        Array.ForEach(["A1", "B2", "C3"], key => Held(key, SessionFindings.EnoughShowings));

        Assert.False(findings.IsHarmless("D4", Form));
    }

    [Fact]
    public void Held_WhatStandsBetween_IsNeverHarmless()
    {
        Suspicion between = new(SuspicionKind.Between, "something stands between sign-in and content");
        for (int showing = 0; showing < 20; showing++)
        {
            findings.Held("A1", between);
        }

        Assert.False(findings.IsHarmless("A1", between));
    }

    [Theory]
    [InlineData("https://app.example/api/items/17/price", "https://app.example/api/items/*/price")]
    [InlineData("https://app.example/api/me", "https://app.example/api/me")]
    public void ShapeOf_AnAddress_HasNoNumbersOfItems(string address, string shape) =>
        Assert.Equal(shape, SessionFindings.ShapeOf(new Uri(address)));

    private void Count(int pages, bool hasMark)
    {
        for (int page = 0; page < pages; page++)
        {
            findings.Count(hasMark, hasForm: false);
        }
    }

    private void Get(int items)
    {
        for (int item = 1; item <= items; item++)
        {
            findings.Answered($"K{item}", [Notes, new Uri("http://site.example/api/notes/18")]);
        }
    }

    private void Refuse(string key, int times)
    {
        for (int time = 1; time <= times; time++)
        {
            findings.Held(key, Refusal);
        }
    }

    private void Held(string key, int times)
    {
        for (int showing = 0; showing < times; showing++)
        {
            findings.Held(key, Form);
        }
    }
}
