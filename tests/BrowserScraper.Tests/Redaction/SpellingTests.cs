using BrowserScraper.Redaction;
using BrowserScraper.Testing.Redaction;

namespace BrowserScraper.Tests.Redaction;

/// <summary>One secret, many spellings: none of them stays, whatever stands around it.</summary>
public sealed class SpellingTests
{
    private const string Symbols = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~aA0 \u00fc\u00df\u20ac!\"#$%&'()*+,-./:;<=>?@[]^_`{";

    private static readonly string[] Secrets =
    [
        "hunter2hunter2", "p&ss'w<o>r\"d", "a+b c%20d", "100%25 sure", "back\\slash\\u0041", "&amp;&lt;%41 and more",
        "caf\u00e9-\u00fc\u00df-\u20ac", "sp ace+plus", "emoji\U0001F511key",
        "%41%42%43%44%45%46%47", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "s%3AJq-8_x.Y2hlY2s%2Bit", "c:\\new\\table",
        "\"quoted\"", "six666", "q\"%41b\"cd", "tab\tand\nline", Symbols,
    ];

    private static readonly (string Before, string After)[] Surroundings =
    [
        ("", ""), ("value=", "&next=1"), ("{\"password\":\"", "\",\"ok\":true}"), ("<input value=\"", "\">"), ("xx", "yy"),
        ("said '", "' to nobody"), ("%20", "%20"), ("&nbsp;", "&nbsp;"),
    ];

    public static TheoryData<string, string> Rows()
    {
        TheoryData<string, string> rows = [];
        foreach (string secret in Secrets)
        {
            foreach (string spelling in SpellingsOfOthers.Of(secret).Keys)
            {
                rows.Add(secret, spelling);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void RemovedFrom_EverySpelling_LeavesNothingOfIt(string secret, string spelling)
    {
        Redactor redactor = new();
        redactor.Keep(secret);
        string spelt = SpellingsOfOthers.Of(secret)[spelling];
        foreach ((string before, string after) in Surroundings)
        {
            string rest = redactor.RemovedFrom($"{before}{spelt}{after}");

            Assert.Contains(Redactor.Mark, rest, StringComparison.Ordinal);
            Assert.DoesNotContain(spelt, rest, StringComparison.Ordinal);
            Assert.DoesNotContain(Longest(secret), rest, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("raw"), InlineData("percent"), InlineData("HTML"), InlineData("HTML, all that it may"), InlineData("JSON"),
        InlineData("JSON, escaped")]
    public void RemovedFrom_SecretThatIsMadeOfEscapes_IsFoundWithinWords(string spelling)
    {
        Redactor redactor = new();
        redactor.Keep("&amp;&lt;%41");

        Assert.Equal("xx[removed]yy", redactor.RemovedFrom($"xx{SpellingsOfOthers.Of("&amp;&lt;%41")[spelling]}yy"));
    }

    [Fact]
    public void RemovedFrom_TextWithoutSecrets_StaysAsItIs()
    {
        Redactor redactor = new();
        Array.ForEach(Secrets, redactor.Keep);
        string text = "<p>200 &amp; \"items\" at 100%; {\"ok\":true,\"n\":[1,2]} caf&eacute; %E2%82%AC \\u0041 \\ & % SGVsbG8gd29ybGQ=</p>";

        Assert.Same(text, redactor.RemovedFrom(text));
    }

    [Theory]
    [InlineData("secret-one and secret-one-two", "[removed] and [removed]")]
    [InlineData("secret-one-two", "[removed]")]
    [InlineData("xsecret-one-twoy", "x[removed]y")]
    [InlineData("one-two-three", "[removed]")]
    [InlineData("secret-one-two-three", "[removed]")]
    [InlineData("secret-onesecret-one", "[removed]")]
    [InlineData("secret-on", "[removed]")]
    public void RemovedFrom_OneSecretContainsOrOverlapsAnother_WhatAnyCoversGoes(string text, string expected)
    {
        Redactor redactor = new();
        foreach (string secret in new[] { "secret-one", "secret-one-two", "one-two-three" })
        {
            redactor.Keep(secret);
        }

        Assert.Equal(expected, redactor.RemovedFrom(text));
    }

    [Theory]
    [InlineData("0123456789ab... (cut)", "[removed]... (cut)")]
    [InlineData("token 0123456789ab", "token [removed]")]
    [InlineData("0123456789ab\u2026", "[removed]\u2026")]
    [InlineData("0123456... is too little to be it", "0123456... is too little to be it")]
    [InlineData("0123456789 is another number", "0123456789 is another number")]
    public void RemovedFrom_TextWasCutInTheMiddleOfIt_TheFirstHalfGoes(string text, string expected)
    {
        Redactor redactor = new();
        redactor.Keep("0123456789abcdef0123456789abcdef");

        Assert.Equal(expected, redactor.RemovedFrom(text));
    }

    [Theory]
    [InlineData("a1", "a1 or 'a1' or a1, but not a12, ba1, a1b, \u00e4a1",
        "[removed] or '[removed]' or [removed], but not a12, ba1, a1b, \u00e4a1")]
    [InlineData("a1", "{\"password\":\"a1\",\"page\":\"ba1\"}", "{\"password\":\"[removed]\",\"page\":\"ba1\"}")]
    [InlineData("a1", "Authorization: Basic c29tZW9uZTphMQ== and YTE=", "Authorization: Basic [removed] and [removed]")]
    [InlineData("a1", "%20a1%20 and &#97;1 and \\u00611", "%20[removed]%20 and [removed] and [removed]")]
    [InlineData("true", "true is it, trueish and untrue are not", "[removed] is it, trueish and untrue are not")]
    [InlineData("a&1", "a&amp;1 and a%261", "[removed] and [removed]")]
    public void RemovedFrom_ShortPassword_GoesAsWholeTokenOnly(string password, string text, string expected)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddLogin("someone", password);

        Assert.Equal(expected, secrets.RemovedFrom(text));
    }

    [Fact]
    public void Note_ThousandsOfTokens_KnowsTheNewestAndThePassword()
    {
        Redactor redactor = new();
        redactor.Keep("the-password-of-all");
        for (int number = 0; number < 10_000; number++)
        {
            redactor.Note($"token-{number:00000}-{number * 7919L:x16}");
        }

        string newest = string.Join(' ', Enumerable.Range(8_500, 1_500).Select(number => $"token-{number:00000}-{number * 7919L:x16}"));
        Assert.DoesNotContain("token-", redactor.RemovedFrom(newest), StringComparison.Ordinal);
        Assert.Equal(Redactor.Mark, redactor.RemovedFrom("the-password-of-all"));
    }

    // What a reader could still make something of: the longest run of letters and digits, if it is long.
    private static string Longest(string secret) => System.Text.RegularExpressions.Regex
        .Split(secret, "[^a-zA-Z0-9]+", default, TimeSpan.FromSeconds(10)).Where(part => part.Length >= 6).MaxBy(part => part.Length)
            ?? secret;
}
