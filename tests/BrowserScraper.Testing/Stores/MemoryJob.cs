using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Testing.Stores;

/// <summary>What a job in memory knows. Its own lock guards it.</summary>
internal sealed class MemoryJob(string site, string root)
{
    public string Site => site;

    public string FilesFolder { get; } = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;

    public string StagingFolder { get; } = Directory.CreateDirectory(Path.Combine(root, "staging")).FullName;

    public Lock Gate { get; } = new();

    /// <summary>Who has it; null where nobody has.</summary>
    public MemoryJobSession? Session { get; set; }

    public Dictionary<string, ItemRecord> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys, in the order in which they became known.</summary>
    public List<string> Order { get; } = [];

    public Dictionary<string, JsonElement> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose each file name is.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    public long Fence { get; set; }

    public void Keep(ItemRecord record)
    {
        if (Items.TryAdd(record.Item.Key, record))
        {
            Order.Add(record.Item.Key);
        }

        Items[record.Item.Key] = record;
    }
}
