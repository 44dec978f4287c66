namespace BrowserScraper.Session;

/// <summary>
/// Paths that whoever is not signed in gets, too: what was answered before the first sign-in. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class PublicPaths
{
    private const int MostEarly = 200;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> early = new(StringComparer.Ordinal);
    private bool isOver;

    /// <summary>Somebody is signed in, or nobody has to be.</summary>
    public bool AreKnown => isOver;

    public bool Has(Uri address) => known.Contains(address.AbsolutePath);

    public void Answered(TokenAnswer answer)
    {
        if (!isOver && answer.IsGood && early.Count < MostEarly)
        {
            early.Add(answer.Address.AbsolutePath);
        }
    }

    /// <summary>The form is needed: nobody was signed in so far.</summary>
    public void NobodyWasIn()
    {
        if (!isOver)
        {
            known.UnionWith(early);
        }
    }

    /// <summary>From now on somebody is signed in.</summary>
    public void SomebodyIsIn() => isOver = true;
}
