using BrowserScraper.Redaction;

namespace BrowserScraper.Tests.Redaction;

/// <summary>What counts as a secret, and what must not.</summary>
public sealed class RunSecretsTests
{
    [Theory]
    [InlineData("Authorization", "Bearer 8f3c-token-of-mine", "the half 8f3c-token-of-mine alone", "the half [removed] alone")]
    [InlineData("authorization", "8f3c-token-of-mine", "Bearer 8f3c-token-of-mine", "Bearer [removed]")]
    [InlineData("Proxy-Authorization", "Basic c29tZW9uZTpodW50ZXIyLXg=", "hunter2-x and c29tZW9uZTpodW50ZXIyLXg=",
        "[removed] and [removed]")]
    [InlineData("X-Api-Key", "8f3c-token-of-mine", "8f3c-token-of-mine", "[removed]")]
    [InlineData("x-csrf-token", "8f3c-token-of-mine", "8f3c-token-of-mine", "[removed]")]
    [InlineData("Set-Cookie", "sid=8f3c-token-of-mine; Path=/; HttpOnly\nlang=en", "sid=8f3c-token-of-mine en", "sid=[removed] en")]
    [InlineData("Cookie", "lang=en; sid=\"8f3c&token\"; theme=dark", "8f3c&amp;token, en, dark", "[removed], en, dark")]
    [InlineData("Set-Cookie", "data=%7B%22id%22%3A%228f3c11aa22bb33cc44%22%7D", "{\"id\":\"8f3c11aa22bb33cc44\"} and 8f3c11aa22bb33cc44",
        "[removed] and [removed]")]
    [InlineData("Content-Type", "application/json-of-mine", "application/json-of-mine", "application/json-of-mine")]
    public void AddHeader_OfARequestOrAnAnswer_KnowsItsCredentials(string name, string value, string text, string expected)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddHeader(name, value);

        Assert.Equal(expected, secrets.RemovedFrom(text));
    }

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("{\"access_token\":\"0123456789abcdef\",\"note\":\"hello to everybody here\"}", true)]
    [InlineData("[[\"0123456789abcdef\"]]", true)]
    [InlineData("{\"inner\":\"{\\\"token\\\":\\\"0123456789abcdef\\\"}\"}", true)]
    public void AddStored_LongValue_IsASecretUnlessItIsShort(string value, bool isSecret)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddStored(value);

        Assert.Equal(isSecret, secrets.RemovedFrom("is 0123456789abcdef there").Contains(Redactor.Mark, StringComparison.Ordinal));
        Assert.Equal("hello to everybody here", secrets.RemovedFrom("hello to everybody here"));
    }

    [Theory]
    [InlineData("dark-theme-enabled"), InlineData("Welcome back, someone"), InlineData("2026-11-28T17:00:00.000Z"),
        InlineData("1732813200000.123456"), InlineData("https://shop.example/7a8b9c0d")]
    [InlineData("portal2.shop-7.example.com"), InlineData("RecentlyViewedItems"), InlineData("{\"theme\":\"dark-theme-enabled\"}"),
        InlineData("false")]
    public void AddStored_PlainWordsNumbersTimesAddresses_StayReadable(string value)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddStored(value);

        Assert.Equal(value, secrets.RemovedFrom(value));
    }

    [Theory]
    [InlineData("https://shop.example/in?token=0123456789abcdef", "0123456789abcdef", "[removed]")]
    [InlineData("https://shop.example/in?X-Amz-Signature=0123456789abcdef", "0123456789abcdef", "[removed]")]
    [InlineData("https://shop.example/in?id=0123456789abcdef", "0123456789abcdef", "0123456789abcdef")]
    [InlineData("https://shop.example/in?key=0123456789abcdef", "0123456789abcdef", "0123456789abcdef")]
    public void AddAddress_ParameterThatIsASession_IsASecretEverywhere(string address, string text, string expected)
    {
        RunSecrets secrets = RunSecrets.None;
        secrets.AddAddress(address);

        Assert.Equal(expected, secrets.RemovedFrom(text));
    }

    [Fact]
    public void Told_LoginInAnAddress_ShowsNeitherThereNorElsewhere()
    {
        RunSecrets secrets = new(new(new("https://shop.example/"), null, "SHOP_URL"));
        _ = secrets.Logins.Taken(new Uri("https://someone:hunter2-x@shop.example/a"));

        Assert.Equal(
            "https://shop.example/b was asked with [removed]",
            secrets.Told("https://someone:hunter2-x@shop.example/b?c=d was asked with hunter2-x"));
    }
}
