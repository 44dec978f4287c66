namespace BrowserScraper.Lists;

/// <summary>One reading of a list, from its first page on: what its pages have brought.</summary>
/// <param name="number">Counts the readings of a run.</param>
/// <param name="firstPageAlone">It is read as far as the end of its first page.</param>
internal sealed class ListPass(int number, bool firstPageAlone = false)
{
    private const int MostPagesWithoutNew = 10;
    private const int MostRowsWithoutNew = 1000;

    private readonly HashSet<string> firstPage = new(StringComparer.Ordinal);
    private bool isRenewed;
    private bool hasNew;
    private bool hasRows;
    private int pagesWithoutNew;
    private int rowsWithoutNew;

    public int Number => number;

    public ListCount Count { get; } = new();

    /// <summary>It was not read on, as it brought the same over and over.</summary>
    public bool Repeats { get; private set; }

    /// <summary>Pages that were asked for.</summary>
    public int Pages { get; private set; }

    /// <summary>There was a page after the first one that had items.</summary>
    public bool IsBeyondFirstPage { get; private set; }

    /// <summary>Where the script would have gone on; null where it was not kept from it, or it is not known.</summary>
    public string? Next { get; private set; }

    /// <summary>The keys of the first page that had items.</summary>
    public IReadOnlySet<string> FirstPage => firstPage;

    /// <summary>A further page is about to be asked for.</summary>
    /// <param name="to">Where it is.</param>
    /// <exception cref="ListLostException">The one before has brought nothing, after the session had ended on it.</exception>
    /// <exception cref="FirstPageReadException">No further page is wanted.</exception>
    public void Turn(string? to = null)
    {
        EndPage();
        IsBeyondFirstPage |= firstPage.Count > 0;
        if (firstPageAlone && IsBeyondFirstPage)
        {
            Next = to;
            throw new FirstPageReadException();
        }

        Pages++;
    }

    /// <summary>The page was opened again after a sign-in. A list that goes on by what the session remembers does not go on then.</summary>
    public void Renewed() => isRenewed = Pages > 1;

    /// <param name="key">A row's key.</param>
    /// <param name="isNew">No row of this reading had it.</param>
    /// <param name="isItem">It counts as an item: it is new, or has another item's key.</param>
    /// <exception cref="ListRepeatsException">There is hardly an end to it.</exception>
    public void Add(string key, bool isNew, bool isItem)
    {
        Count.Read(isItem);
        hasRows = true;
        hasNew |= isNew;
        rowsWithoutNew = isNew ? 0 : rowsWithoutNew + 1;
        if (rowsWithoutNew > MostRowsWithoutNew + (3 * Count.Items))
        {
            Repeat();
        }

        if (!IsBeyondFirstPage)
        {
            firstPage.Add(key);
        }
    }

    /// <summary>No further page follows.</summary>
    /// <exception cref="ListLostException">The last one has brought nothing, after the session had ended on it.</exception>
    /// <exception cref="ListRepeatsException">It was one too many without anything new.</exception>
    public void EndPage()
    {
        if (isRenewed && !hasNew)
        {
            throw new ListLostException(Pages);
        }

        pagesWithoutNew = hasNew ? 0 : hasRows ? pagesWithoutNew + 1 : pagesWithoutNew;
        isRenewed = hasNew = hasRows = false;
        if (pagesWithoutNew == MostPagesWithoutNew)
        {
            Repeat();
        }
    }

    private void Repeat()
    {
        Repeats = true;
        throw new ListRepeatsException();
    }
}
