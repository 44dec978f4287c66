using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>
/// What was found out about the session's cookies, and which answer brought which token, by account; never a token itself.
/// </summary>
internal static class TokensSection
{
    private const int OpenUpTo = 15;

    public static Html Of(RunReport report) => report.Tokens.Values.All(tokens => tokens.Found.Count + tokens.Lineage.Count == 0)
        ? Html.Of($"<p>No cookie of the session was replaced in this run.</p>")
        : Html.Each(report.Tokens, account => Html.Of($"""
            {Found(account.Key, account.Value.Found)}
            {Lineage(account.Key, account.Value.Lineage, report.StartedAt)}
            """));

    private static Html Found(string account, IReadOnlyList<TokenFinding> found) => found.Count == 0
        ? Html.Of($"<p>{account}: none of the cookies was found to rotate; nothing was held.</p>")
        : Html.Of($"""
            <div class="scroll" tabindex="0" role="group" aria-label="Cookies of {account}">
            <table><caption>What was found out about cookies of {account}</caption>
            <thead><tr><th scope="col">Cookie</th><th scope="col">Goes to</th><th scope="col">Found</th><th scope="col">From</th>
            <th scope="col">Since (UTC)</th></tr></thead>
            <tbody>{Html.Each(found, each => Html.Of($"""
                <tr><th scope="row"><code>{each.Cookie}</code></th><td><code>{each.Domain}{each.Path}</code></td>
                <td>{Kind(each)}</td><td>{each.Why}</td><td>{each.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}{(each.IsFromEarlierRun
                    ? ", an earlier run"
                    : "")}</td></tr>
                """))}</tbody></table></div>
            """);

    private static string Kind(TokenFinding found) => found.Kind switch
    {
        TokenKind.RefreshPath => "a refresh token: requests to its path went one at a time",
        TokenKind.OlderStayGood => $"older values stay good (seen for {found.GoodForSeconds ?? 0:0.###} s): nothing was held",
        _ => "rotates: the requests that carry it went one at a time",
    };

    private static Html Lineage(string account, IReadOnlyList<TokenUse> tokens, DateTimeOffset start) =>
        tokens.Count == 0 ? Html.Of($"") : Html.Of($"""
        <details{Html.Trusted(tokens.Count <= OpenUpTo ? " open" : "")}>
        <summary>{account}: the last {Words.Count(tokens.Count, "token")}</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="Tokens of {account}">
        <table><caption>Tokens of {account}, oldest first</caption>
        <thead><tr><th scope="col" class="number">Token</th><th scope="col">Cookie</th><th scope="col" class="number">At</th>
        <th scope="col">Brought to</th><th scope="col">By the answer of</th></tr></thead>
        <tbody>{Html.Each(tokens, token => Html.Of($"""
            <tr><th scope="row" class="number">{token.Number}</th><td><code>{token.Cookie}</code></td>
            <td class="number">{Words.Clock(Math.Max(0, (token.At - start).TotalSeconds))}</td>
            <td>{token.By}</td><td><code>{token.Path}</code></td></tr>
            """))}</tbody></table></div></details>
        """);
}
