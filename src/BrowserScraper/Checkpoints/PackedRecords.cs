using System.Collections;
using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>The records of one moment, each unpacked when it is looked at.</summary>
internal sealed class PackedRecords(byte[][] bodies) : IReadOnlyList<ItemRecord>
{
    public int Count => bodies.Length;

    public ItemRecord this[int index] => ItemFormat.Read(bodies[index]);

    public IEnumerator<ItemRecord> GetEnumerator() => bodies.Select(body => ItemFormat.Read(body)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
