namespace BrowserScraper.Lists;

/// <summary>One reading of a list, from its first page on: what its pages have brought.</summary>
/// <param name="number">Counts the readings of a run.</param>
/// <param name="firstPageAlone">It is read as far as the end of its first page.</param>
internal sealed class ListPass(int number, bool firstPageAlone = false)
{
    private readonly HashSet<string> firstPage = new(StringComparer.Ordinal);
    private bool isRenewed;
    private bool hasNew;

    public int Number => number;

    public ListCount Count { get; } = new();

    /// <summary>Pages that were asked for.</summary>
    public int Pages { get; private set; }

    /// <summary>There was a page after the first one that had items.</summary>
    public bool IsBeyondFirstPage { get; private set; }

    /// <summary>The keys of the first page that had items.</summary>
    public IReadOnlySet<string> FirstPage => firstPage;

    /// <summary>A further page is about to be asked for.</summary>
    /// <exception cref="ListLostException">The one before has brought nothing, after the session had ended on it.</exception>
    /// <exception cref="FirstPageReadException">No further page is wanted.</exception>
    public void Turn()
    {
        EndPage();
        IsBeyondFirstPage |= firstPage.Count > 0;
        if (firstPageAlone && IsBeyondFirstPage)
        {
            throw new FirstPageReadException();
        }

        Pages++;
    }

    /// <summary>The page was opened again after a sign-in. A list that goes on by what the session remembers does not go on then.</summary>
    public void Renewed() => isRenewed = Pages > 1;

    /// <param name="key">A row's key.</param>
    /// <param name="isNew">No row of this reading had it.</param>
    public void Add(string key, bool isNew)
    {
        Count.Read(isNew);
        hasNew |= isNew;
        if (!IsBeyondFirstPage)
        {
            firstPage.Add(key);
        }
    }

    /// <summary>No further page follows.</summary>
    /// <exception cref="ListLostException">The last one has brought nothing, after the session had ended on it.</exception>
    public void EndPage()
    {
        if (isRenewed && !hasNew)
        {
            throw new ListLostException(Pages);
        }

        isRenewed = hasNew = false;
    }
}
