using System.Diagnostics.CodeAnalysis;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// The last record of every item, in the order in which the items became known, kept as the bytes that stand in the file: half
/// the memory of objects, and a snapshot is a copy. Not for concurrent use.
/// </summary>
internal sealed class ItemTable
{
    private readonly Dictionary<string, int> places = [];
    private readonly List<byte[]> bodies = [];

    public int Count => bodies.Count;

    public void Reserve(int count)
    {
        places.EnsureCapacity(count);
        bodies.EnsureCapacity(count);
    }

    public void Set(string key, byte[] body)
    {
        if (places.TryAdd(key, bodies.Count))
        {
            bodies.Add(body);
        }
        else
        {
            bodies[places[key]] = body;
        }
    }

    public bool TryGet(string key, [NotNullWhen(true)] out byte[]? body)
    {
        bool known = places.TryGetValue(key, out int place);
        body = known ? bodies[place] : null;
        return known;
    }

    public byte[][] Copy() => [.. bodies];
}
