namespace BrowserScraper.Planning;

/// <summary>Guesses which name was meant by one that does not exist.</summary>
internal static class NearestName
{
    private const int MostErrors = 2;
    private const int LettersForEachError = 4;

    /// <summary>The name that differs by a letter or two, or null; letter case does not count.</summary>
    public static string? Of(string written, IEnumerable<string> names) => names
        .Select(name => (Name: name, Errors: Errors(written.ToUpperInvariant(), name)))
        .Where(guess => guess.Errors <= Math.Min(MostErrors, written.Length / LettersForEachError))
        .OrderBy(guess => guess.Errors)
        .Select(guess => guess.Name)
        .FirstOrDefault();

    /// <summary>How many letters have to be changed, added, left out, or swapped with their neighbor to make one of the other.</summary>
    internal static int Errors(string from, string to)
    {
        int[,] errors = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                errors[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1,
                    errors[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
                }
            }
        }

        return errors[from.Length, to.Length];
    }
}
