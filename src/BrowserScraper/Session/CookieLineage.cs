using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>
/// The last values that answers have set: number, cookie, time and whose request brought it. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class CookieLineage
{
    private const int Longest = 300;

    /// <summary>Where tokens are spent outside the gate, they are so again and again; a few lines tell enough.</summary>
    private const int MostDiagnoses = 5;

    private readonly Queue<TokenUse> uses = new();
    private TokenUse? diagnosed;
    private int diagnoses;
    private int tokens;

    public IReadOnlyList<TokenUse> All => [.. uses];

    /// <returns>The new token's number.</returns>
    public int Add(string cookie, TokenAnswer answer)
    {
        uses.Enqueue(new(++tokens, cookie, answer.At, answer.By, answer.Address.AbsolutePath));
        if (uses.Count > Longest)
        {
            uses.Dequeue();
        }

        return tokens;
    }

    /// <summary>
    /// A request was refused that had left with a token that was spent before: tells once a token, and a few times at all, who has the
    /// newest.
    /// </summary>
    /// <returns>Null where that was told already.</returns>
    public string? Diagnose(TokenAnswer answer, string cookie, TimeSpan before)
    {
        if (diagnoses == MostDiagnoses || uses.LastOrDefault(use => use.Cookie == cookie) is not { } newest || newest == diagnosed)
        {
            return null;
        }

        diagnosed = newest;
        diagnoses++;
        return $"TOKENS: {answer.Status} for {answer.Address.AbsolutePath} ({answer.By}): it left with an older '{cookie}', replaced "
            + $"{before.TotalSeconds:0.000} s before the refusal; "
            + $"the newest is number {newest.Number}, set by {newest.Path} ({newest.By})";
    }
}
