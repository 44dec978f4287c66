namespace BrowserScraper.Redaction;

/// <summary>
/// Takes secrets out of texts, in whatever spelling they stand there. What was given for good stays; of what changes all the time, such as
/// tokens, the newest few thousand are known. Members may be called concurrently.
/// </summary>
internal sealed class Redactor
{
    public const string Mark = "[removed]";

    private const int MostPassing = 4_000;
    private const int KeptPassing = 2_000;

    /// <summary>Characters: 16 MB.</summary>
    private const int LargestTable = 8_000_000;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> lasting = new(StringComparer.Ordinal);
    private readonly Queue<string> passing = new();
    private volatile PatternTable table = new();

    /// <summary>Knows a secret for the whole run, such as a password.</summary>
    public void Keep(string secret)
    {
        lock (gate)
        {
            if (secret.Length > 0 && lasting.Add(secret))
            {
                known.Add(secret);
                AddTo(table, secret);
            }
        }
    }

    /// <summary>Knows a secret until thousands of others have come, such as a token.</summary>
    /// <returns>False where it was known.</returns>
    public bool Note(string secret)
    {
        lock (gate)
        {
            if (secret.Length == 0 || !known.Add(secret))
            {
                return false;
            }

            passing.Enqueue(secret);
            AddTo(table, secret);
            if (passing.Count > MostPassing || table.Size > LargestTable)
            {
                Forget();
            }

            return true;
        }
    }

    /// <summary>The text without them.</summary>
    public string RemovedFrom(string text)
    {
        PatternTable now = table;
        if (now.Size == 0 || text.Length == 0)
        {
            return text;
        }

        List<(int Start, int End)> places = [];
        foreach (DecodedText layer in DecodedText.Layers(text))
        {
            now.Find(layer.Text, (start, end) => places.Add((layer.PlaceOf(start), layer.PlaceOf(end))));
        }

        return places.Count == 0 ? text : Without(text, places);
    }

    // One secret may contain another, or overlap it: what any of them covers goes.
    private static string Without(string text, List<(int Start, int End)> places)
    {
        places.Sort();
        System.Text.StringBuilder rest = new(text.Length);
        int done = 0;
        for (int index = 0; index < places.Count;)
        {
            (int start, int end) = places[index++];
            while (index < places.Count && places[index].Start <= end)
            {
                end = Math.Max(end, places[index++].End);
            }

            rest.Append(text, done, start - done).Append(Mark);
            done = end;
        }

        return rest.Append(text, done, text.Length - done).ToString();
    }

    private static void AddTo(PatternTable table, string secret)
    {
        foreach (SecretPattern pattern in Spellings.Of(secret))
        {
            table.Add(pattern);
        }
    }

    private void Forget()
    {
        int kept = table.Size > LargestTable ? passing.Count / 2 : KeptPassing;
        while (passing.Count > kept)
        {
            known.Remove(passing.Dequeue());
        }

        PatternTable fresh = new();
        foreach (string secret in lasting.Concat(passing))
        {
            AddTo(fresh, secret);
        }

        table = fresh;
    }
}
