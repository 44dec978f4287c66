namespace BrowserScraper.Pages;

/// <summary>Numbers for the pages of a run, from 1: the smallest that is free. Members may be called concurrently.</summary>
internal sealed class PageNumbers
{
    private readonly SortedSet<int> free = [];
    private readonly Lock gate = new();
    private int highest;

    public int Take()
    {
        lock (gate)
        {
            if (free.Count == 0)
            {
                return ++highest;
            }

            int number = free.Min;
            free.Remove(number);
            return number;
        }
    }

    public void Give(int number)
    {
        lock (gate)
        {
            free.Add(number);
        }
    }
}
