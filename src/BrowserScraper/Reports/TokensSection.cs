using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>Which answer brought which token, by account; never a token itself.</summary>
internal static class TokensSection
{
    private const int OpenUpTo = 15;

    public static Html Of(RunReport report) => report.Tokens.Values.All(tokens => tokens.Count == 0)
        ? Html.Of($"<p>No cookie of the session was replaced in this run.</p>")
        : Html.Each(report.Tokens.Where(account => account.Value.Count > 0), account => Draw(account.Key, account.Value, report.StartedAt));

    private static Html Draw(string account, IReadOnlyList<TokenUse> tokens, DateTimeOffset start) => Html.Of($"""
        <details{Html.Trusted(tokens.Count <= OpenUpTo ? " open" : "")}><summary>{account}: the last {Words.Count(tokens.Count, "token")}</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="Tokens of {account}"><table><caption>Tokens of {account}, oldest first</caption>
        <thead><tr><th scope="col" class="number">Token</th><th scope="col">Cookie</th><th scope="col" class="number">At</th><th scope="col">Brought to</th><th scope="col">By the answer of</th></tr></thead>
        <tbody>{Html.Each(tokens, token => Html.Of($"""
            <tr><th scope="row" class="number">{token.Number}</th><td><code>{token.Cookie}</code></td><td class="number">{Words.Clock(Math.Max(0, (token.At - start).TotalSeconds))}</td><td>{token.By}</td><td><code>{token.Path}</code></td></tr>
            """))}</tbody></table></div></details>
        """);
}
