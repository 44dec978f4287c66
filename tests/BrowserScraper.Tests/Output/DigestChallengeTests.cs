using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

/// <summary>The examples of RFC 7616, 3.9.1, and of RFC 2069, 2.4 with its erratum; and challenges as servers write them.</summary>
public sealed class DigestChallengeTests
{
    private const string Example =
        """Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={0}, """
        + """nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS" """;

    private static readonly HttpLogin Mufasa = new("Mufasa", "Circle of Life");

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Answer_ExamplesOfTheRfc_AreTheirs(string algorithm, string response)
    {
        DigestChallenge challenge = Read(Example.Replace("{0}", algorithm, StringComparison.Ordinal))!;

        string header = challenge.Answer(Mufasa, "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Assert.Contains($"response=\"{response}\"", header, StringComparison.Ordinal);
        Assert.Contains("qop=auth, nc=00000001", header, StringComparison.Ordinal);
        Assert.Contains("nc=00000002", challenge.Answer(Mufasa, "GET", "/dir/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_NoQop_IsAsBefore()
    {
        DigestChallenge challenge =
            Read("Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")!;

        Assert.Equal(
            "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                + "uri=\"/dir/index.html\", "
            + "response=\"1949323746fe6a43ef61f9606e7febea\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
            challenge.Answer(new("Mufasa", "CircleOfLife"), "GET", "/dir/index.html"));
    }

    [Theory]
    [InlineData("Basic realm=\"x\"")]
    [InlineData("Digest realm=\"x\"")]
    [InlineData("Digest realm=\"x\", nonce=\"y\", algorithm=SHA-512-256")]
    [InlineData("Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"")]
    public void Of_WhatCannotBeAnswered_IsNull(string header) => Assert.Null(Read(header));

    [Theory]
    [InlineData("Basic realm=\"a, Digest b=\\\"c\\\"\", charset=\"UTF-8\"", "Basic realm=a, Digest b=\"c\"|charset=UTF-8")]
    [InlineData("Digest realm=\"a\", nonce=b, Basic realm=\"c\"", "Digest realm=a|nonce=b;Basic realm=c")]
    [InlineData("Negotiate, NTLM, Basic realm = \"x\"", "Negotiate ;NTLM ;Basic realm=x")]
    [InlineData("basic", "basic ")]
    [InlineData("", "")]
    public void Read_HeadersAsServersWriteThem_AreTheirChallenges(string header, string expected) => Assert.Equal(
        expected,
        string.Join(';', HttpChallenge.Read(header)
            .Select(each => $"{each.Scheme} {string.Join('|', each.Parameters.Select(one => $"{one.Key}={one.Value}"))}")));

    private static DigestChallenge? Read(string header) => DigestChallenge.Of(Assert.Single(HttpChallenge.Read(header)));
}
