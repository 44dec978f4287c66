namespace BrowserScraper.Redaction;

/// <summary>
/// Finds thousands of texts in one pass: by a rolling hash over six characters, which leads to those that begin so. Adding costs a few
/// microseconds and disturbs no reader, whereas an automaton over all of them would have to be made anew with each token. Members may be
/// called concurrently.
/// </summary>
internal sealed class PatternTable
{
    /// <summary>Shorter ones are found as whole tokens only: as part of other words they would be everywhere.</summary>
    public const int Window = 6;

    /// <summary>How much of a secret must be there where a text was cut off in the middle of it.</summary>
    private const int ShortestPart = 8;

    private const int Buckets = 1 << 14;
    private const uint Base = 31;
    private const uint BaseToWindow = Base * Base * Base * Base * Base * Base;

    private readonly Node?[] heads = new Node?[Buckets];
    private readonly HashSet<SecretPattern> known = [];
    private readonly Lock gate = new();
    private volatile SecretPattern[] shorts = [];

    /// <summary>Characters of all patterns together.</summary>
    public int Size { get; private set; }

    public void Add(SecretPattern pattern)
    {
        lock (gate)
        {
            if (!known.Add(pattern))
            {
                return;
            }

            Size += pattern.Text.Length;
            if (pattern.Text.Length < Window)
            {
                shorts = [.. shorts, pattern];
                return;
            }

            uint hash = 0;
            foreach (char letter in pattern.Text.AsSpan(0, Window))
            {
                hash = (hash * Base) + Folded(letter);
            }

            ref Node? head = ref heads[BucketOf(hash)];
            Volatile.Write(ref head, new(pattern, hash, head));
        }
    }

    /// <summary>Adds where secrets stand in a text, in no order; they may overlap.</summary>
    public void Find(ReadOnlySpan<char> text, Action<int, int> found)
    {
        foreach (SecretPattern pattern in shorts)
        {
            FindShort(text, pattern.Text, found);
        }

        uint hash = 0;
        for (int end = 0; end < text.Length; end++)
        {
            hash = (hash * Base) + Folded(text[end]);
            int start = end - Window + 1;
            if (start < 0)
            {
                continue;
            }

            if (start > 0)
            {
                hash -= BaseToWindow * Folded(text[start - 1]);
            }

            for (Node? node = Volatile.Read(ref heads[BucketOf(hash)]); node is not null; node = node.Next)
            {
                if (node.Hash == hash && LengthAt(text[start..], node.Pattern.Text) is > 0 and int length)
                {
                    (int from, int to) = node.Pattern.IsBase64 ? WholeBase64(text, start, start + length) : (start, start + length);
                    found(from, to);
                }
            }
        }
    }

    private static void FindShort(ReadOnlySpan<char> text, string secret, Action<int, int> found)
    {
        for (int from = 0; from < text.Length && text[from..].IndexOf(secret, StringComparison.Ordinal) is >= 0 and int at; from += at + 1)
        {
            int start = from + at;
            int end = start + secret.Length;
            if ((start == 0 || !IsOfWord(text[start - 1])) && (end == text.Length || !IsOfWord(text[end])))
            {
                found(start, end);
            }
        }
    }

    // 0 where it does not stand there; less than all of it where the text was cut off there.
    private static int LengthAt(ReadOnlySpan<char> text, string secret)
    {
        int length = 0;
        int most = Math.Min(text.Length, secret.Length);
        while (length < most && Folded(text[length]) == Folded(secret[length]))
        {
            length++;
        }

        bool isCut = length >= ShortestPart
            && (length == text.Length || text[length..].StartsWith("...", StringComparison.Ordinal) || text[length] == '\u2026');
        return length == secret.Length || isCut ? length : 0;
    }

    // The letter before belongs to what stands before and to the secret; what follows is the rest of a longer one.
    private static (int Start, int End) WholeBase64(ReadOnlySpan<char> text, int start, int end)
    {
        start -= start > 0 && IsBase64(text[start - 1]) ? 1 : 0;
        while (end < text.Length && IsBase64(text[end]))
        {
            end++;
        }

        while (end < text.Length && text[end] == '=')
        {
            end++;
        }

        return (start, end);
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static bool IsBase64(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '-' or '_';

    private static char Folded(char letter) => letter == '+' ? ' ' : letter;

    private static uint BucketOf(uint hash) => (hash * 2654435769u) >> 18;

    private sealed class Node(SecretPattern pattern, uint hash, Node? next)
    {
        public SecretPattern Pattern { get; } = pattern;

        public uint Hash { get; } = hash;

        public Node? Next { get; } = next;
    }
}
