using BrowserScraper.Items;
using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>What rotates, and what only looks so.</summary>
public sealed class RotationWatchTests
{
    private readonly WatchScene scene = new();

    [Fact]
    public void Observe_AnswersReplaceWhatTheyCameWith_Rotates()
    {
        scene.SignIn(came: null, "1");
        scene.Answer("/home", "1", "2");
        Assert.Null(scene.Found);
        Assert.True(scene.Watch.IsInDoubt);

        scene.Answer("/item", "2", "3");

        Assert.Equal((TokenKind.Rotates, TokenEvidence.Chain), (scene.Found!.Kind, scene.Found.Evidence));
        Assert.Equal("answers of /home, /item replace the value that they come with", scene.Found.Why);
        Assert.False(scene.Watch.IsInDoubt);
    }

    [Fact]
    public void Observe_TheSameValueIsSetAgain_DoesNotRotate()
    {
        scene.SignIn(came: null, "1");
        for (int answer = 0; answer < 5; answer++)
        {
            scene.Answer("/home", "1", "1");
        }

        Assert.Null(scene.Found);
        Assert.False(scene.Watch.IsInDoubt);
        Assert.DoesNotContain(scene.News, news => news.HasChanged);
    }

    [Fact]
    public void Observe_VisitorsGetAnotherCookieEachTime_DoesNotRotate()
    {
        for (int answer = 0; answer < 6; answer++)
        {
            scene.Answer("/sign-in", came: null, sets: $"{answer}");
        }

        Assert.Null(scene.Found);
        Assert.Equal(5, scene.News.Count(news => news.HasChanged));
    }

    [Fact]
    public void Observe_BeforeAndWhileSomebodySignsIn_ConcludesNothing()
    {
        scene.Answer("/home", "1", "2", status: 302);
        scene.Answer("/sign-in", "2", "3");
        scene.Answer("/sign-in", "3", "4");
        scene.SignIn("4", "5");

        Assert.DoesNotContain(scene.News, news => news.IsFinding);
    }

    [Fact]
    public void SignIn_ThriceWithACookieThatChangesOnlySo_DoesNotRotate()
    {
        for (int session = 1; session <= 4; session++)
        {
            scene.SignIn(session == 1 ? null : $"{session - 1}", $"{session}");
            scene.Answer("/home", $"{session}");
            scene.Answer("/item", $"{session}");
        }

        Assert.Null(scene.Found);
        Assert.False(scene.Watch.IsInDoubt);
    }

    [Fact]
    public void SignIn_NoPageHasComeWithTheNewCookie_IsInDoubt()
    {
        scene.SignIn(came: null, "1");
        Assert.True(scene.Watch.IsInDoubt);

        scene.Answer("/api/me", "1", isDocument: false);
        Assert.True(scene.Watch.IsInDoubt);

        scene.Answer("/home", "1");
        Assert.False(scene.Watch.IsInDoubt);
    }

    [Fact]
    public void Observe_SessionIsProlongedNowAndThen_DoesNotRotate()
    {
        scene.SignIn(came: null, "1");
        for (int answer = 10; answer < 60; answer++)
        {
            scene.Answer($"/item/{answer}", $"{answer / 10}", answer % 10 == 9 ? $"{(answer / 10) + 1}" : null);
        }

        Assert.Null(scene.Found);
    }

    [Fact]
    public void Observe_TwoCameWithTheSameValueAndGotNewOnes_OlderStayGood()
    {
        scene.SignIn(came: null, "1");
        scene.Answer("/item/1", "1", "2");
        scene.Pass(0.5);
        scene.Answer("/item/2", "1", "3");
        scene.Answer("/item/3", "3", "4");

        Assert.Equal((TokenKind.OlderStayGood, TokenEvidence.SameValueTwice), (scene.Found!.Kind, scene.Found.Evidence));
        Assert.Equal(0.5, scene.Found.GoodForSeconds!.Value, 0.01);
    }

    [Fact]
    public void Observe_AnOlderOneIsTaken_ItHoldsForTheAgeSeen()
    {
        Observe_TwoCameWithTheSameValueAndGotNewOnes_OlderStayGood();
        scene.Pass(40);
        scene.Answer("/item/4", "3", "5");
        Assert.Equal(40, scene.Found!.GoodForSeconds!.Value, 0.01);

        scene.SignIn("5", "6");
        Assert.Equal(40, scene.Found!.GoodForSeconds!.Value, 0.01);
    }

    [Fact]
    public void Observe_TheSameValueTwiceWhereEverybodyGetsAnAnswer_SaysNothing()
    {
        scene.Answer("/news");
        scene.SignIn(came: null, "1");
        scene.Answer("/news", "1", "2");
        scene.Answer("/news", "1", "3");
        scene.Answer("/item", "3", "4");
        scene.Answer("/item", "4", "5");

        Assert.Equal(TokenKind.Rotates, scene.Found!.Kind);
    }

    [Fact]
    public void Observe_TheLateOneIsSentToTheForm_SaysNothing()
    {
        scene.SignIn(came: null, "1");
        scene.Answer("/item", "1", "2");
        scene.Answer("/item", "1", "nobody", status: 302);
        scene.Answer("/item", "2", "3");

        Assert.Equal(TokenKind.Rotates, scene.Found!.Kind);
    }

    [Theory]
    [InlineData("/api/refresh", nameof(TokenKind.RefreshPath))]
    [InlineData("/auth", nameof(TokenKind.RefreshPath))]
    [InlineData("/home", null)]
    [InlineData("/", null)]
    public void Observe_PathOfTheCookie_TellsARefreshToken(string path, string? kind)
    {
        scene.Answer("/sign-in", came: null, sets: "1", of: path);

        Assert.Equal(kind, scene.Found?.Kind.ToString());
    }

    [Fact]
    public void Observe_NarrowPathLeavesItsCookieAlone_IsNoRefreshToken()
    {
        scene.Answer("/sign-in", came: null, sets: "1", of: "/app");
        scene.Answer("/app/1", "1", of: "/app");
        scene.Answer("/app/2", "1", of: "/app");
        Assert.Null(scene.Found);

        scene.Answer("/app/3", "1", "1", of: "/app");
        Assert.Null(scene.Found);
    }

    [Fact]
    public void Observe_AccessTokenComesWithARefresh_DoesNotRotate()
    {
        scene.Answer("/sign-in", came: null, sets: "r1", cookie: "refresh", of: "/auth");
        scene.SignIn(came: null, "a1");
        for (int refresh = 1; refresh < 5; refresh++)
        {
            scene.AnswerBoth(
                "/auth/refresh", ("refresh", "/auth", $"r{refresh}", $"r{refresh + 1}"), ("tok", "/", $"a{refresh}", $"a{refresh + 1}"));
        }

        Assert.Null(scene.Found);
        Assert.Equal(TokenKind.RefreshPath, scene.FoundOf("refresh")!.Kind);
    }

    [Fact]
    public void SessionHeld_AnOlderOneWasRefused_Rotates()
    {
        Observe_TwoCameWithTheSameValueAndGotNewOnes_OlderStayGood();
        scene.Answer("/item/4", "3", status: 401);
        Assert.Equal(TokenKind.OlderStayGood, scene.Found!.Kind);

        scene.News.AddRange(scene.Watch.SessionHeld(wasSuspected: true));

        Assert.Equal((TokenKind.Rotates, TokenEvidence.Refused), (scene.Found!.Kind, scene.Found.Evidence));
    }

    [Fact]
    public void SignedIn_TheSessionHadEnded_TheRefusalSaysNothing()
    {
        scene.Watch.Adopt(new("tok", WatchScene.Home.Host, "/", TokenKind.OlderStayGood, TokenEvidence.Trial, default));
        scene.Answer("/item", "1", "2");
        scene.Answer("/item", "1", status: 401);
        scene.SignIn("2", "3");
        scene.News.AddRange(scene.Watch.SessionHeld(wasSuspected: true));

        Assert.Equal(TokenKind.OlderStayGood, scene.Found!.Kind);
    }

    [Theory]
    [InlineData("/sign-in", true, nameof(TokenKind.Rotates))]
    [InlineData("/sign-in", false, nameof(TokenKind.OlderStayGood))]
    [InlineData("/item/5", true, nameof(TokenKind.OlderStayGood))]
    public void SessionHeld_AnOlderOneWasLedOn_RotatesWhereTheFormIsAndSomethingLookedSignedOut(
        string location, bool wasSuspected, string kind)
    {
        Observe_TwoCameWithTheSameValueAndGotNewOnes_OlderStayGood();
        scene.Answer("/item/4", "3", status: 302, location: location);
        scene.News.AddRange(scene.Watch.SessionHeld(wasSuspected));

        Assert.Equal(kind, $"{scene.Found!.Kind}");
    }

    [Fact]
    public void SignedIn_WhatWasSeenAsTheSessionEnded_IsForgotten()
    {
        scene.SignIn(came: null, "1");
        scene.Answer("/item", "1", "2");
        scene.Answer("/item", "2", "3");
        Assert.NotNull(scene.Found);

        scene.Pass(10);
        scene.SignIn("3", "4");
        Assert.Null(scene.Found);

        scene.Answer("/item", "4", "5");
        scene.Answer("/item", "5", "6");
        scene.Pass(60);
        scene.SignIn("6", "7");
        Assert.NotNull(scene.Found);
    }

    [Fact]
    public void Tried_ItWasTaken_OlderStayGoodForThatLong()
    {
        Rotating();
        scene.Pass(2);
        scene.Watch.Try(scene.Watch.Untried);
        scene.Answer("/home", "2", "4");
        scene.News.AddRange(scene.Watch.Tried([Tok], wasTaken: true));

        Assert.Equal((TokenKind.OlderStayGood, TokenEvidence.Trial), (scene.Found!.Kind, scene.Found.Evidence));
        Assert.InRange(scene.Found.GoodForSeconds!.Value, 2, 2.1);
    }

    [Theory]
    [InlineData(false, 302, null)]
    [InlineData(true, 200, null)]
    [InlineData(false, 200, "4")]
    public void Tried_ItWasRefusedOrNotAnsweredWithANewOne_Rotates(bool wasTaken, int status, string? sets)
    {
        Rotating();
        scene.Watch.Try(scene.Watch.Untried);
        scene.Answer("/home", "2", sets, status);
        scene.News.AddRange(scene.Watch.Tried([Tok], wasTaken));

        Assert.Equal((TokenKind.Rotates, TokenEvidence.Trial), (scene.Found!.Kind, scene.Found.Evidence));
        Assert.Empty(scene.Watch.Untried);
    }

    [Fact]
    public void Tried_NothingCame_NothingIsKnown()
    {
        Rotating();
        scene.Watch.Try(scene.Watch.Untried);
        scene.News.AddRange(scene.Watch.Tried([Tok], wasTaken: null));

        Assert.Equal(TokenEvidence.Chain, scene.Found!.Evidence);
        Assert.Equal([Tok], scene.Watch.Untried);
    }

    [Fact]
    public void Adopt_OfAnEarlierRun_NothingIsInDoubtOrTried()
    {
        scene.Watch.Adopt(new("tok", WatchScene.Home.Host, "/", TokenKind.Rotates, TokenEvidence.Trial, default));
        scene.Answer("/home", "1", "2");
        scene.Answer("/home", "2", "3");

        Assert.False(scene.Watch.IsInDoubt);
        Assert.Empty(scene.Watch.Untried);
        Assert.True(scene.Found!.IsFromEarlierRun);
    }

    [Fact]
    public void Observe_ANamedRequestChangesACookie_ItRotatesAtOnce()
    {
        WatchScene named = new("/auth/**");
        named.SignIn(came: null, "1");
        named.Answer("/auth/refresh", "1", "2", isDocument: false);

        Assert.Equal((TokenKind.Rotates, TokenEvidence.Named), (named.Found!.Kind, named.Found.Evidence));
    }

    [Fact]
    public void Observe_Deletion_IsNoChange()
    {
        scene.SignIn(came: null, "1");
        for (int answer = 1; answer < 5; answer++)
        {
            scene.Answer("/item", $"{answer}", sets: "");
            scene.Answer("/item", came: null, sets: $"{answer + 1}");
        }

        Assert.Null(scene.Found);
        Assert.DoesNotContain(scene.News, news => news.HasChanged);
    }

    [Fact]
    public void Observe_WhileSomebodyLooksAtHome_HomeCountsThoughEverybodyGetsIt()
    {
        scene.Answer("/home");
        scene.SignIn(came: null, "1");
        scene.Answer("/home", "1", "2");
        scene.Answer("/home", "2", "3");
        Assert.Null(scene.Found);

        scene.Watch.IsLooking = true;
        scene.Answer("/home", "3", "4");
        scene.Answer("/home", "4", "5");

        Assert.Equal(TokenKind.Rotates, scene.Found!.Kind);
    }

    private static CookieKey Tok => new("tok", WatchScene.Home.Host, "/");

    private void Rotating()
    {
        scene.SignIn(came: null, "1");
        scene.Answer("/home", "1", "2");
        scene.Answer("/home", "2", "3");
        Assert.Equal([Tok], scene.Watch.Untried);
    }
}
