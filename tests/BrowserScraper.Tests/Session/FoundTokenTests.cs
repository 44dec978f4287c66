using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

public sealed class FoundTokenTests
{
    private const string A = "aGVsbG8gd29ybGQgb25l";
    private const string B = "c29tZXRoaW5nIGVsc2Uy";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

    [Theory]
    [InlineData("refresh_token", A, "refresh_token")]
    [InlineData("oidc.user:https://id.example:app",
        $$"""{"access_token":"{{Jwt}}","refresh_token":"{{A}}","token_type":"Bearer","profile":"""
        + """{"sub":"b7d3a1c0-0000-4000-8000-000000000001"} }""",
        "oidc.user:https://id.example:app.access_token oidc.user:https://id.example:app.refresh_token")]
    [InlineData("@@auth0spajs@@::client::audience::openid",
        $$"""{"body":{"access_token":"{{Jwt}}","refresh_token":"{{A}}","client_id":"0123456789abcdefghij"} ,"expiresAt":1790000000}""",
        "@@auth0spajs@@::client::audience::openid.body.access_token @@auth0spajs@@::client::audience::openid.body.refresh_token")]
    [InlineData("uid.tid-login.example-refreshtoken-client----",
        $$"""{"credentialType":"RefreshToken","secret":"{{A}}","environment":"login.example.net.of.many"}""",
        "uid.tid-login.example-refreshtoken-client----.secret")]
    [InlineData("CognitoIdentityServiceProvider.client0123456789.demo.refreshToken", A,
        "CognitoIdentityServiceProvider.client0123456789.demo.refreshToken")]
    [InlineData("sb-project-auth-token", $$"""{"access_token":"{{Jwt}}","refresh_token":"{{A}}"}""",
        "sb-project-auth-token.access_token sb-project-auth-token.refresh_token")]
    [InlineData("okta-token-storage", $$"""{"refreshToken":{"refreshToken":"{{A}}","expiresAt":1790000000} }""",
        "okta-token-storage.refreshToken.refreshToken")]
    [InlineData("persist:root", $$"""{"auth":"{\"refreshToken\":\"{{A}}\"}"}""", "persist:root.auth.refreshToken")]
    [InlineData("token", $"\"{A}\"", "token")]
    [InlineData("csrf_token", A, "")]
    [InlineData("oidc.nonce", A, "")]
    [InlineData("session_state", A, "")]
    [InlineData("token_endpoint", "https://id.example/oauth/token", "")]
    [InlineData("token_expires_at", "2026-11-28T10:00:00.000Z", "")]
    [InlineData("push_token", A, "")]
    [InlineData("theme", A, "")]
    [InlineData("auth", "true", "")]
    [InlineData("auth_message", "a sentence with blanks in it", "")]
    [InlineData("authors", "{\"a\":", "")]
    public void In_ByLibraryAndName_FindsTokensAndNothingElse(string key, string value, string paths) =>
        Assert.Equal(paths, string.Join(' ', FoundToken.In(key, value).Select(token => token.Path)));

    [Theory]
    [InlineData("refresh_token", A, B, true, true)]
    [InlineData("oidc.user", $$"""{"access_token":"{{A}}","refresh_token":"{{A}}"}""",
        $$"""{"access_token":"{{B}}","refresh_token":"{{B}}"}""", true, true)]
    [InlineData("oidc.user", $$"""{"access_token":"{{A}}","refresh_token":"{{A}}"}""",
        $$"""{"access_token":"{{B}}","refresh_token":"{{A}}"}""", true, false)]
    [InlineData("access_token", A, B, false, false)]
    [InlineData("token", A, B, false, true)]
    [InlineData("token", A, B, true, false)]
    [InlineData("token", A, A, false, false)]
    [InlineData("theme", A, B, false, false)]
    [InlineData("oidc.user", "{}", $$"""{"refresh_token":"{{B}}"}""", true, false)]
    public void IsSpent_ByWhatChanges_IsTheRefreshTokenOrTheOnlyOne(string key, string before, string now, bool hasRefresh, bool isSpent) =>
        Assert.Equal(isSpent, FoundToken.IsSpent(key, before, now, hasRefresh));

    [Fact]
    public void In_JsonThatIsDeeperThanItReads_EndsThere() =>
        Assert.Empty(
            FoundToken.In("auth", string.Concat(Enumerable.Repeat("[", 40)) + $"\"{A}\"" + string.Concat(Enumerable.Repeat("]", 40))));
}
