using BrowserScraper.Stores;

namespace BrowserScraper.Server.Endpoints;

/// <summary>A part of a long list.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Offset">Those before this part.</param>
/// <param name="Items">This part.</param>
internal sealed record PageOf<T>(int Total, int Offset, IReadOnlyList<T> Items);

/// <summary>Cuts long lists.</summary>
internal static class PageOf
{
    private const int MostItems = 1000;

    /// <exception cref="ServiceException">They are out of range.</exception>
    public static void Check(int offset, int limit)
    {
        if (offset < 0)
        {
            throw new ServiceException(400, $"offset={offset}: must be a whole number from 0");
        }

        if (limit is < 1 or > MostItems)
        {
            throw new ServiceException(400, $"limit={limit}: must be a whole number from 1 to {MostItems}");
        }
    }

    public static PageOf<TView> Of<T, TView>(ListPart<T> part, int offset, Func<T, TView> view) =>
        new(part.Total, offset, [.. part.Items.Select(view)]);
}
